package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.notification.user.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final User ann = new User("default", "ann");
    private final User bob = new User("default", "bob");
    private final User cid = new User("default", "cid");

    @Test
    void givenEventsOfSeveralUsers_whenTheyAreSpread_thenEachBatchHasAllEventsOfItsUsersInOrder() {
        List<UserStreams.Entry> entries =
                Stream.of(ann, bob, ann, cid, bob).map(BatchTest::entry).toList();

        List<Batch> batches = Batch.of(entries, 2);

        assertEquals(
                List.of(List.of(0, 2, 1, 4), List.of(3)),
                batches.stream().map(Batch::places).toList());
        assertEquals(publications(entries, 0, 2), batches.getFirst().byUser().get(ann));
        assertEquals(publications(entries, 1, 4), batches.getFirst().byUser().get(bob));
        assertEquals(publications(entries, 3), batches.getLast().byUser().get(cid));
    }

    @Test
    void givenOneUserABatch_whenEventsAreSpread_thenEachUserHasOne() {
        List<UserStreams.Entry> entries =
                Stream.of(ann, bob, ann).map(BatchTest::entry).toList();

        assertEquals(
                List.of(List.of(0, 2), List.of(1)),
                Batch.of(entries, 1).stream().map(Batch::places).toList());
    }

    private static List<Publication> publications(List<UserStreams.Entry> entries, int... places) {
        return Arrays.stream(places)
                .mapToObj(place -> entries.get(place).publication())
                .toList();
    }

    private static UserStreams.Entry entry(User user) {
        return new UserStreams.Entry(
                user,
                new Publication(
                        UUID.randomUUID(),
                        "transaction_failed",
                        "{}",
                        "",
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty()));
    }
}
