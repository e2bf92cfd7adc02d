package io.ballast.autodeposit.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCursorTest {

    @Test
    void givenACursor_whenEncodedAndDecoded_thenItIsTheSameToTheMicrosecond() {
        SnapshotCursor cursor = new SnapshotCursor(Instant.parse("2026-11-21T09:30:00.123456Z"), UUID.randomUUID());

        assertEquals(Optional.of(cursor), SnapshotCursor.decode(cursor.encode()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1/not-an-id",
                "1",
                "/",
                "1/00000000-0000-0000-0000-000000000001/2",
                "99999999999999999999/00000000-0000-0000-0000-000000000001"
            })
    void givenSomethingElse_whenDecoded_thenItIsNoCursor(String plain) {
        String encoded = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));

        assertEquals(Optional.empty(), SnapshotCursor.decode(encoded));
    }

    @Test
    void givenNoBase64OrTooMuchOfIt_whenDecoded_thenItIsNoCursor() {
        assertEquals(Optional.empty(), SnapshotCursor.decode("%%%"));
        assertEquals(Optional.empty(), SnapshotCursor.decode("A".repeat(129)));
    }
}
