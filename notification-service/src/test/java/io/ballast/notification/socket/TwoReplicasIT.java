package io.ballast.notification.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TwoReplicasIT extends RunningService {

    @Test
    void givenTwoReplicas_whenOneIsKilledInABurst_thenSocketsGetEverythingOnceAndInOrder() {
        try (Replica other = Replica.start()) {
            // given two users, each with a socket on each replica
            LedgerFixture one = LedgerFixture.newUser();
            LedgerFixture two = LedgerFixture.newUser();
            try (SocketClient oneHere = connect(one);
                    SocketClient oneThere = SocketClient.connect(other.balance(), token(one));
                    SocketClient twoHere = connect(two);
                    SocketClient twoThere = SocketClient.connect(other.balance(), token(two))) {
                List<SocketClient> all = List.of(oneHere, oneThere, twoHere, twoThere);
                all.forEach(client -> client.awaitData("balance_initial"));

                // when
                publish(changes(one, 50));
                publish(changes(two, 50));

                // then
                all.forEach(client -> client.await("balance_updated", 50));
                assertEquals(oneHere.frames("balance_updated"), oneThere.frames("balance_updated"));
                assertEquals(twoHere.frames("balance_updated"), twoThere.frames("balance_updated"));
                all.forEach(client -> assertEquals(versions(50), versions(client)));

                // when the other replica is killed in the middle of a burst, this one takes over
                publish(changes(one, 30));
                other.kill();
                publish(changes(one, 30));

                // then
                oneHere.await("balance_updated", 110);
                assertEquals(versions(110), versions(oneHere));
            }
        }
    }

    @Test
    void givenAReplica_whenItStops_thenItTellsItsClientsToComeBackAndHasLoggedNoToken() {
        String token = tokens.token("user-restart", "user").sign();
        try (Replica other = Replica.start();
                SocketClient client =
                        SocketClient.connect(URI.create(other.balance() + "?token=" + token), builder -> builder)) {
            client.awaitData("balance_initial");

            other.terminate();

            assertEquals(1012, client.awaitClose());
            assertEquals("service_restart", client.closeReason().orElseThrow());
            assertFalse(other.log().contains(token));
        }
    }

    private static Event<?>[] changes(LedgerFixture ledger, int count) {
        return IntStream.range(0, count).mapToObj(i -> ledger.change("1.00")).toArray(Event<?>[]::new);
    }

    private static List<Integer> versions(SocketClient client) {
        return client.frames("balance_updated").stream()
                .map(frame -> frame.get("data").get("version"))
                .map(JsonNode::intValue)
                .toList();
    }

    private static List<Integer> versions(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }
}
