package io.ballast.notification.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Oracle;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that goes wrong at once, and what must hold nevertheless. */
@QuarkusTest
class ChaosIT extends RunningService {

    private static final int USERS = 4;
    private static final int ROUNDS = 40;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /** A user with an account and a client that comes back with the last id it has seen. */
    private final class Follower implements AutoCloseable {
        private final LedgerFixture ledger = LedgerFixture.newUser();
        private final List<SocketClient> connections = new ArrayList<>();
        private final Set<String> transactions = new HashSet<>();

        private Follower(URI at) {
            connections.add(SocketClient.connect(at, token(ledger)));
            connections.getFirst().awaitData("balance_initial");
        }

        private Stream<Event<?>> pay() {
            Event<?> change = ledger.change("1.00");
            Event<TransactionCompleted> done = ledger.completed("1.00");
            transactions.add(done.data().transactionId().toString());
            // the relay may send again what it has sent
            return Stream.of(change, done, change, done);
        }

        private void comeBack() {
            String last = frames().stream()
                    .map(frame -> frame.path("id").asText())
                    .filter(id -> !id.isEmpty())
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            connections.add(SocketClient.connect(URI.create(balance + "?since=" + last), token(ledger)));
        }

        private List<JsonNode> frames() {
            return connections.stream()
                    .flatMap(client -> client.frames().stream())
                    .toList();
        }

        private boolean hasAll() {
            long seen = frames().stream()
                    .filter(frame -> frame.get("event").textValue().equals("transaction_completed"))
                    .count();
            return seen >= transactions.size();
        }

        private void check() {
            Oracle oracle = new Oracle(Set.of(ledger.accountId().toString()));
            connections.forEach(client -> oracle.connection(client.frames()));
            oracle.assertBalance(ledger, ROUNDS + ".00").assertTransactions(transactions);
            assertEquals(1, oracle.beginnings());
        }

        @Override
        public void close() {
            connections.forEach(SocketClient::close);
        }
    }

    @Test
    void givenABurst_whenAReplicaIsKilledAndTheListeningConnectionIsCut_thenNothingIsLostAndNothingComesTwice() {
        List<Follower> followers = new ArrayList<>();
        try (Replica other = Replica.start()) {
            for (int i = 0; i < USERS; i++) {
                followers.add(new Follower(i % 2 == 0 ? other.balance() : balance));
            }

            for (int round = 0; round < ROUNDS; round++) {
                publish(followers.stream().flatMap(Follower::pay).toArray(Event<?>[]::new));
                if (round % 15 == 10) {
                    redis.command("CLIENT", "KILL", "TYPE", "pubsub");
                }
                if (round == ROUNDS / 2) {
                    other.kill();
                }
            }
            for (int i = 0; i < USERS; i += 2) {
                followers.get(i).comeBack();
            }

            await().atMost(SETTLED).until(() -> followers.stream().allMatch(Follower::hasAll));
            followers.forEach(Follower::check);
        } finally {
            followers.forEach(Follower::close);
        }
    }
}
