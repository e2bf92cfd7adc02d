package io.ballast.notification.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.LogRecords;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientMessagesIT extends RunningService {

    private static final int MAX_FRAME = 65_536;

    @Test
    void givenASocket_whenTheReferencesRequestsAreSent_thenTheyAreAnswered() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            publish(ledger.change("12.30"));
            String id = client.await("balance_updated", 1).getFirst().get("id").textValue();

            // when
            client.send("{\"event\":\"subscribe_balance\",\"data\":{}}");
            client.send("{\"event\":\"get_current_balance\"}");

            // then
            assertEquals(
                    id, client.awaitData("balance_subscribed").get("position").textValue());
            assertEquals(
                    "12.30", client.awaitData("balance_current").get("balance").asText());
        }
    }

    @Test
    void givenARequestWithAnId_whenItIsAnswered_thenTheIdComesBack() {
        try (SocketClient client = connect(LedgerFixture.newUser())) {
            client.send("{\"event\":\"get_current_balance\",\"ackId\":7}");
            client.send("{\"event\":\"subscribe_balance\",\"id\":\"a1\"}");
            client.send("{\"event\":\"nonsense\",\"ackId\":\"x\"}");

            assertEquals(
                    7,
                    client.await("balance_current", 1).getFirst().get("ackId").intValue());
            assertEquals(
                    "a1",
                    client.await("balance_subscribed", 1)
                            .getFirst()
                            .get("ackId")
                            .textValue());
            assertEquals("x", client.await("error", 1).getFirst().get("ackId").textValue());
        }
    }

    @Test
    void givenMessagesThatCannotBeUnderstood_whenTheyAreSent_thenEachIsAnErrorAndTheSocketGoesOn() {
        try (SocketClient client = connect(LedgerFixture.newUser());
                LogRecords log = LogRecords.of("", Level.WARNING)) {
            client.send("{");
            client.send("[]");
            client.send("\"subscribe_balance\"");
            client.send("{\"event\":1}");
            client.send("[".repeat(4000));
            client.send("{\"event\":\"drop_table\"}");
            client.send("{\"event\":\"" + "x".repeat(10_000) + "\"}");
            client.sendBinary(new byte[] {1, 2, 3});
            client.send("{\"event\":\"get_current_balance\"}");

            List<String> codes = client.await("error", 8).stream()
                    .map(frame -> frame.get("data").get("code").textValue())
                    .toList();
            assertEquals(5, codes.stream().filter("malformed_message"::equals).count());
            assertTrue(codes.containsAll(List.of("unknown_event", "message_too_large", "binary_not_supported")));
            assertTrue(client.awaitData("balance_current").has("balance"));
            assertEquals(List.of(), log.messages());
        }
    }

    @Test
    void givenAClient_whenItSendsNonsenseAgainAndAgain_thenItIsClosedWithThePolicyCode() {
        try (SocketClient client = connect(LedgerFixture.newUser())) {
            IntStream.range(0, 25).filter(i -> !client.isClosed()).forEach(i -> client.send("nonsense"));

            assertEquals(1008, client.awaitClose());
            assertEquals("abuse", client.closeReason().orElseThrow());
        }
    }

    @Test
    void givenAMessageFarBeyondTheBound_whenItIsSent_thenTheSocketIsClosedAndNothingIsLogged() {
        try (SocketClient client = connect(LedgerFixture.newUser());
                LogRecords log = LogRecords.of("", Level.WARNING)) {
            client.send("x".repeat(2 * MAX_FRAME));

            assertEquals(1009, client.awaitClose());
            assertEquals(List.of(), log.messages());
        }
    }

    @Test
    void givenAsManySocketsAsAUserMayHave_whenAnotherOpens_thenOnlyThatOneIsClosed() {
        LedgerFixture ledger = LedgerFixture.newUser();
        List<SocketClient> accepted =
                IntStream.range(0, 20).mapToObj(i -> connect(ledger)).toList();
        accepted.forEach(client -> client.awaitData("balance_initial"));

        try (SocketClient oneTooMany = connecting(ledger)) {
            assertEquals(4003, oneTooMany.awaitClose());
            assertEquals("too_many_connections", oneTooMany.closeReason().orElseThrow());
        }

        assertFalse(accepted.stream().anyMatch(SocketClient::isClosed));
        accepted.forEach(SocketClient::close);
    }

    @Test
    void givenARequestsTrace_whenItsEventIsDelivered_thenTheFramesLogLineCarriesIt() {
        // given
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        LedgerFixture ledger = LedgerFixture.newUser().traceparent("00-" + traceId + "-00f067aa0ba902b7-01");
        try (SocketClient client = connect(ledger);
                LogRecords log = LogRecords.of("io.ballast.notification.delivery.FrameRecord", Level.FINE)) {
            // when
            publish(ledger.change("77.77"));

            // then
            JsonNode frame = client.await("balance_updated", 1).getFirst();
            String line = log.messagesWithMdc("traceId", traceId).getFirst();
            assertTrue(line.contains("balance_updated " + frame.get("id").textValue()), line);
            assertFalse(line.contains("77.77"), line);
            assertFalse(line.contains(ledger.userId()), line);
        }
    }
}
