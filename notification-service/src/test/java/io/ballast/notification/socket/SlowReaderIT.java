package io.ballast.notification.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.Event;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SlowReaderIT extends RunningService {

    private static final int EVENTS = 240;
    private static final int EVENT_BYTES = 60_000;

    @Inject
    MeterRegistry meters;

    @Test
    void givenAReaderThatDoesNotRead_whenMuchComes_thenItIsClosedAndHoldsUpNobody() throws IOException {
        // given a reader that stalls and one that does not, of the same user
        LedgerFixture ledger = LedgerFixture.newUser();
        try (RawReader stalled = new RawReader(balance, token(ledger));
                SocketClient reading = connect(ledger)) {
            reading.awaitData("balance_initial");
            await().until(() -> openSockets() == 2);

            // when far more comes than buffers hold
            publish(large(ledger));

            // then
            await().atMost(Duration.ofSeconds(60)).until(() -> openSockets() == 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> reading.frames("transaction_failed").size() == EVENTS);
            assertFalse(reading.isClosed());
            assertEquals(4001, stalled.readToClose().orElseThrow());
            assertTrue(stalled.payloadBytes() < (long) EVENTS * EVENT_BYTES / 2, "took " + stalled.payloadBytes());
        }
    }

    private double openSockets() {
        return meters.get("notification.sockets.open").gauge().value();
    }

    private static Event<?>[] large(LedgerFixture ledger) {
        String reason = "r".repeat(EVENT_BYTES);
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> ledger.failed("1.00", reason))
                .toArray(Event<?>[]::new);
    }
}
