package io.ballast.autodeposit.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotPageTest {

    @Test
    void givenNoMoreThanThePageHolds_whenMade_thenItIsTheLastPage() {
        List<Snapshot> found = snapshots(3);

        SnapshotPage page = SnapshotPage.of(found, 3);

        assertEquals(found, page.items());
        assertNull(page.nextCursor());
    }

    @Test
    void givenOneMoreThanThePageHolds_whenMade_thenTheCursorIsAfterTheLastItem() {
        List<Snapshot> found = snapshots(4);

        SnapshotPage page = SnapshotPage.of(found, 3);

        assertEquals(found.subList(0, 3), page.items());
        assertEquals(SnapshotCursor.after(found.get(2)).encode(), page.nextCursor());
    }

    private static List<Snapshot> snapshots(int count) {
        return IntStream.range(0, count).mapToObj(SnapshotPageTest::snapshot).toList();
    }

    private static Snapshot snapshot(int secondsAgo) {
        return new Snapshot(
                UUID.randomUUID(),
                "user-a",
                UUID.randomUUID(),
                BigDecimal.ONE,
                null,
                BigDecimal.ONE,
                "poll",
                false,
                null,
                null,
                Instant.EPOCH.minusSeconds(secondsAgo));
    }
}
