package io.ballast.notification.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that vanish without a word: no FIN, no pong, no answer to a close. */
@QuarkusTest
class HalfOpenIT extends RunningService {

    private static final int VANISHED = 30;
    private static final String SESSION = "io.ballast.notification.delivery.Session";
    private static final String SOCKET = "io.vertx.core.http.impl.ServerWebSocketImpl";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void givenClientsThatVanish_whenTheyAreSilentForTooLong_thenTheyAreClosedAndTheirMemoryIsGivenBack()
            throws IOException {
        List<RawReader> vanished = new ArrayList<>();
        LedgerFixture ledger = LedgerFixture.newUser();
        try (Replica replica = Replica.start("ballast.delivery.idle-timeout=5s", "ballast.delivery.ping-interval=1s");
                SocketClient present = SocketClient.connect(replica.balance(), token(ledger))) {
            // given
            present.awaitData("balance_initial");
            for (int i = 0; i < VANISHED; i++) {
                vanished.add(new RawReader(replica.balance(), token(LedgerFixture.newUser())));
            }

            assertEquals(VANISHED + 1, replica.instances(SESSION));

            // when they say nothing, then what is left on the heap is what the one has who answers pings
            await().atMost(PATIENCE).until(() -> replica.instances(SESSION) == 1 && replica.instances(SOCKET) == 1);
            assertEquals(4002, vanished.getFirst().readToClose().orElseThrow());

            // and it is served on
            publish(ledger.change("1.00"));
            present.await("balance_updated", 1);
            assertFalse(present.isClosed());
        } finally {
            for (RawReader reader : vanished) {
                reader.close();
            }
        }
    }
}
