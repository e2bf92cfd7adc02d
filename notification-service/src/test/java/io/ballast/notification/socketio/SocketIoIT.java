package io.ballast.notification.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.NodeProgram;
import io.ballast.notification.Oracle;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An unmodified socket.io-client against the service. */
@QuarkusTest
class SocketIoIT extends RunningService {

    @ParameterizedTest
    @CsvSource({
        "polling websocket, auth, websocket",
        "polling, auth, polling",
        "websocket, auth, websocket",
        "polling websocket, query, websocket",
        "websocket, query, websocket"
    })
    void givenAnyMode_whenAClientConnects_thenItSeesItsBalanceAndIsAnswered(
            String transports, String tokenIn, String carriesInTheEnd) {
        LedgerFixture ledger = LedgerFixture.newUser();
        publish(ledger.change("100.00"));
        try (NodeProgram client = client(ledger, List.of(transports.split(" ")), tokenIn)) {
            // then
            client.await("connect", 1);
            client.awaitEvents("balance_initial", 1);
            if (transports.contains(" ")) {
                assertEquals(
                        carriesInTheEnd,
                        client.await("upgrade", 1).getFirst().get("transport").textValue());
            }

            // when
            publish(ledger.change("50.00"), ledger.completed("50.00"));

            // then
            client.awaitEvents("transaction_completed", 1);
            assertEquals(
                    "150",
                    client.events("balance_updated")
                            .getLast()
                            .get(0)
                            .get("newBalance")
                            .asText());
            client.tell(Map.of("does", "emit", "args", List.of("get_current_balance")));
            assertEquals(
                    "150",
                    client.awaitEvents("balance_current", 1)
                            .getFirst()
                            .get(0)
                            .get("balance")
                            .asText());
            client.tell(Map.of("does", "ask", "args", List.of("subscribe_balance", Map.of())));
            JsonNode answer = client.await("ack", 1).getFirst().get("answer");
            assertTrue(answer.get("ok").booleanValue());
            assertTrue(answer.get("subscribed").booleanValue());
            client.tell(Map.of("does", "ask", "args", List.of("no_such_thing")));
            assertEquals(
                    "unknown_event",
                    client.await("ack", 2).getLast().get("answer").get("code").textValue());
            assertEquals(1, client.said("connect").size());
            new Oracle(Set.of(ledger.accountId().toString()))
                    .socketIo(client.said("event"))
                    .assertBalance(ledger, "150.00");
        }
    }

    @Test
    void givenATokenThatIsNotAccepted_whenAClientConnects_thenItIsToldWhy() {
        LedgerFixture ledger = LedgerFixture.newUser();
        assertRefused(
                "TOKEN_EXPIRED",
                Map.of("token", tokens.token(ledger.userId(), "user").expired().sign()));
        assertRefused(
                "TOKEN_INVALID",
                Map.of("token", tokens.token(ledger.userId(), "user").signWithForeignKey()));
        assertRefused("TOKEN_INVALID", Map.of("token", "nonsense"));
        assertRefused("TOKEN_MISSING", Map.of());
    }

    @Test
    void givenAnotherNamespace_whenAClientConnects_thenItIsInvalid() {
        try (NodeProgram client = NodeProgram.client(origin() + "/other", Map.of())) {
            assertEquals(
                    "Invalid namespace",
                    client.await("connect_error", 1).getFirst().get("message").textValue());
        }
    }

    @Test
    void givenAClient_whenItsConnectionBreaks_thenItIsRecoveredAndGetsExactlyWhatItMissed() {
        LedgerFixture ledger = LedgerFixture.newUser();
        Event<TransactionCompleted> done;
        try (NodeProgram client = client(ledger, List.of("websocket"), "auth")) {
            client.awaitEvents("balance_initial", 1);
            publish(ledger.change("1.00"));
            client.awaitEvents("balance_updated", 1);

            // when
            client.tell(Map.of("does", "drop"));
            done = ledger.completed("1.00");
            publish(done, ledger.change("2.00"));

            // then
            List<JsonNode> connects = client.await("connect", 2);
            assertTrue(connects.getLast().get("recovered").booleanValue());
            client.awaitEvents("balance_updated", 2);
            assertEquals(1, client.events("balance_initial").size());
            new Oracle(Set.of(ledger.accountId().toString()))
                    .socketIo(client.said("event"))
                    .assertBalance(ledger, "3.00")
                    .assertTransactions(Set.of(done.data().transactionId().toString()));

            // when Redis has forgotten
            redis.flushAll();
            client.tell(Map.of("does", "drop"));

            // then it begins anew
            assertFalse(client.await("connect", 3).getLast().get("recovered").booleanValue());
            assertEquals(
                    "3",
                    client.awaitEvents("balance_initial", 2)
                            .getLast()
                            .get(0)
                            .get("balance")
                            .asText());
        }
    }

    @Test
    void givenAReplicaThatIsKilled_whenItsClientComesBackElsewhere_thenItIsRecoveredThere() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (Replica other = Replica.start();
                NodeProgram client = NodeProgram.client(
                        other.balance().toString(),
                        Map.of("auth", Map.of("token", token(ledger)), "reconnectionDelay", 100))) {
            client.awaitEvents("balance_initial", 1);
            publish(ledger.change("1.00"));
            client.awaitEvents("balance_updated", 1);

            client.tell(Map.of("does", "moveTo", "uri", origin()));
            publish(ledger.change("1.00"));
            other.kill();
            publish(ledger.change("1.00"));

            assertTrue(client.await("connect", 2).getLast().get("recovered").booleanValue());
            client.awaitEvents("balance_updated", 3);
            new Oracle(Set.of(ledger.accountId().toString()))
                    .socketIo(client.said("event"))
                    .assertBalance(ledger, "3.00");
        }
    }

    @Test
    void givenATokenThatExpires_whenTheClientHasAnother_thenItGoesOnWithIt() {
        LedgerFixture ledger = LedgerFixture.newUser();
        String brief = tokens.token(ledger.userId(), "user")
                .expiresIn(Duration.ofSeconds(4))
                .sign();
        try (NodeProgram client = NodeProgram.client(
                balance.toString(), Map.of("auth", Map.of("token", brief), "reconnectionDelay", 100))) {
            client.awaitEvents("token_expiring", 1);
            client.tell(Map.of("does", "auth", "token", token(ledger)));

            // the connection is closed, and the client comes back by itself
            assertEquals(2, client.await("connect", 2).size());
            assertEquals(
                    "transport close",
                    client.said("disconnect").getFirst().get("reason").textValue());
            assertTrue(client.said("connect").getLast().get("recovered").booleanValue());
        }
    }

    @Test
    void givenTheReferencesHook_whenTheBalanceChanges_thenItShowsIt() {
        LedgerFixture ledger = LedgerFixture.newUser();
        publish(ledger.change("100.00"));
        try (NodeProgram hook = NodeProgram.start("use-balance.mjs", origin(), token(ledger))) {
            hook.await("show", 3);
            publish(ledger.change("50.00"), ledger.completed("50.00"));

            List<JsonNode> toasts = hook.await("toast", 2);
            assertEquals(
                    "Transaction completed: $50",
                    toasts.getLast().get("message").textValue());
            assertEquals("150.00", hook.said("show").getLast().get("text").textValue());
            hook.tell(Map.of());
            assertEquals(150, hook.await("current", 1).getFirst().get("balance").intValue());
        }
    }

    private void assertRefused(String code, Map<String, ?> auth) {
        try (NodeProgram client = NodeProgram.client(balance.toString(), Map.of("auth", auth))) {
            JsonNode error = client.await("connect_error", 1).getFirst();
            assertEquals("unauthorized", error.get("message").textValue());
            assertEquals(code, error.get("data").get("code").textValue());
        }
    }

    private NodeProgram client(LedgerFixture ledger, List<String> transports, String tokenIn) {
        return tokenIn.equals("query")
                ? NodeProgram.client(balance + "?token=" + token(ledger), Map.of("transports", transports))
                : NodeProgram.client(
                        balance.toString(),
                        Map.of(
                                "transports",
                                transports,
                                "auth",
                                Map.of("token", token(ledger)),
                                "reconnectionDelay",
                                100));
    }

    private String origin() {
        URI uri = balance.resolve("/");
        return uri.toString().substring(0, uri.toString().length() - 1);
    }
}
