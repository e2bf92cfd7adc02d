package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamEntriesTest {

    @Test
    void givenAMessage_whenItIsRead_thenItIsAsItWasWritten() {
        String message = "k3\n7\n1762252200000\n00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
                + "balance_updated\n{\"a\":\"b\nc\"}";

        assertEquals(
                Optional.of(new UserEvent(
                        new Position("k3", 7),
                        "balance_updated",
                        "{\"a\":\"b\nc\"}",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        Instant.parse("2025-11-04T10:30:00Z"))),
                StreamEntries.ofMessage(message));
    }

    @Test
    void givenAnythingElse_whenItIsRead_thenItIsNoEvent() {
        for (String message : List.of("", "x", "k3\n7\n1\n\ntype", "k3\nx\n1\n\ntype\n{}", "k3\n-1\n1\n\ntype\n{}")) {
            assertEquals(Optional.empty(), StreamEntries.ofMessage(message));
        }
    }
}
