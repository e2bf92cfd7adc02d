package io.ballast.notification.socket;

import static io.ballast.notification.socket.Received.assertGaplessFrom;
import static io.ballast.notification.socket.Received.epoch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that come back with the last id they have seen. */
@QuarkusTest
class ResumeIT extends RunningService {

    @Test
    void givenAReplicaThatIsKilled_whenItsClientComesBackElsewhere_thenItGetsExactlyWhatItMissed() {
        LedgerFixture ledger = LedgerFixture.newUser();
        String last;
        try (Replica other = Replica.start();
                SocketClient before = SocketClient.connect(other.balance(), token(ledger))) {
            // given
            before.awaitData("balance_initial");
            publish(ledger.change("1.00"), ledger.completed("1.00"));
            last = lastId(before.await("transaction_completed", 1));

            // when
            publish(ledger.change("2.00"));
            other.kill();
        }
        publish(ledger.completed("2.00"), ledger.change("3.00"));

        // then
        try (SocketClient after = resume(ledger, last)) {
            after.await("balance_updated", 2);
            JsonNode first = after.frames().getFirst();
            assertEquals("balance_subscribed", first.get("event").textValue());
            assertTrue(first.get("data").get("recovered").booleanValue());
            assertEquals(last, first.get("data").get("position").textValue());
            assertEquals(List.of("balance_updated", "transaction_completed", "balance_updated"), eventsWithId(after));
            assertGaplessFrom(after);
            publish(ledger.change("4.00"));
            after.await("balance_updated", 3);
            assertGaplessFrom(after);
            assertTrue(after.frames("balance_initial").isEmpty());
        }
    }

    @Test
    void givenAnOpenSocket_whenItNamesAnEarlierPlace_thenItGetsWhatFollowsThatPlace() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            String start =
                    client.await("balance_initial", 1).getFirst().get("id").textValue();
            publish(ledger.change("1.00"), ledger.change("1.00"));
            client.await("balance_updated", 2);

            client.send("{\"event\":\"subscribe_balance\",\"ackId\":7,\"data\":{\"since\":\"" + start + "\"}}");

            JsonNode answer = client.await("balance_subscribed", 1).getFirst();
            assertEquals(7, answer.get("ackId").intValue());
            assertTrue(answer.get("data").get("recovered").booleanValue());
            List<JsonNode> updates = client.await("balance_updated", 4);
            assertEquals(updates.subList(0, 2), updates.subList(2, 4));
        }
    }

    @Test
    void givenAPlaceThatIsForgotten_whenAClientComesBack_thenItBeginsAnewWithANewEpoch() {
        LedgerFixture ledger = LedgerFixture.newUser();
        String last;
        try (SocketClient before = connect(ledger)) {
            publish(ledger.change("1.00"), ledger.change("1.00"));
            last = lastId(before.await("balance_updated", 2));
        }

        redis.flushAll();

        try (SocketClient after = resume(ledger, last)) {
            JsonNode initial = after.await("balance_initial", 1).getFirst();
            assertFalse(after.frames().getFirst().get("data").get("recovered").booleanValue());
            assertNotEquals(epoch(last), epoch(initial.get("id").textValue()));
            assertEquals("2.00", initial.get("data").get("balance").asText());
        }
    }

    @Test
    void givenSomethingThatIsNoId_whenASocketOpensWithIt_thenItIsRefused() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient never = resume(ledger, "yesterday")) {
            throw new AssertionError("accepted " + never.frames());
        } catch (SocketClient.Refused refused) {
            assertEquals(400, refused.status());
        }
    }

    private SocketClient resume(LedgerFixture ledger, String since) {
        return SocketClient.connect(URI.create(balance + "?since=" + since), token(ledger));
    }

    private static String lastId(List<JsonNode> frames) {
        return frames.getLast().get("id").textValue();
    }

    private static List<String> eventsWithId(SocketClient client) {
        return client.frames().stream()
                .filter(frame -> frame.has("id"))
                .map(frame -> frame.get("event").textValue())
                .toList();
    }
}
