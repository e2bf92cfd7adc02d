package io.ballast.notification.operator;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told of this service and its replicas. */
@QuarkusTest
class OperatorIT extends RunningService {

    private static final String SERVICE = "/v1/operator/notifications";
    /** A replica that a test has killed keeps its partitions until the brokers have missed it for a session. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @ParameterizedTest
    @ValueSource(strings = {SERVICE, SERVICE + "/users/somebody"})
    void givenSomebodyElse_whenTheyAsk_thenTheyAreRefused(String path) {
        given().get(balance.resolve(path)).then().statusCode(401).contentType("application/problem+json");
        asked(path, tokens.token("admin-1", "admin").sign()).statusCode(403);
        asked(path, tokens.token("user-1", "user").sign()).statusCode(403);
        given().post(balance.resolve(path)).then().statusCode(405);
    }

    @Test
    void givenTwoReplicas_whenOneIsAsked_thenItTellsOfBoth() throws JsonProcessingException {
        LedgerFixture ledger = LedgerFixture.newUser();
        publish(ledger.change("1.00"));
        try (Replica other = Replica.start();
                SocketClient here = connect(ledger);
                SocketClient there = SocketClient.connect(other.balance(), token(ledger))) {
            there.await("balance_initial", 1);
            publish(ledger.change("1.00"), ledger.completed("1.00"));
            here.await("transaction_completed", 1);
            there.await("transaction_completed", 1);

            await().atMost(PATIENCE).until(() -> replicasThatDelivered() == 2);

            JsonNode service = ask(SERVICE, "default");
            assertEquals("notification-service", service.get("service").textValue());
            assertEquals(3, service.get("consumers").size());
            assertEquals(3, service.get("deadLetters").size());
            assertTrue(service.get("consumers").get(0).get("lag").isIntegralNumber());
            assertFalse(service.has("outbox"));
            JsonNode rates = service.get("replicas").get(0).get("rates");
            assertTrue(rates.get("commitToSocket").get("p99").doubleValue()
                    >= rates.get("commitToSocket").get("p50").doubleValue());

            other.kill();
            await().atMost(PATIENCE)
                    .until(() -> ask(SERVICE, "default").get("replicas").size() == 1);
        }
    }

    @Test
    void givenARecordThatCanNotBeRead_whenItWasSetAside_thenItIsCounted() throws JsonProcessingException {
        long before = deadLetters();

        LedgerFixture.publish(kafka, new ProducerRecord<>("ledger.balances.v1", "default:somebody", "no event"));

        // at least once: a rebalance meanwhile sets it aside twice
        await().atMost(PATIENCE).until(() -> deadLetters() > before);
    }

    @Test
    void givenAUserThatIsLookedAt_whenAnEventComes_thenItsWayToTheSocketIsTold() throws JsonProcessingException {
        LedgerFixture ledger =
                LedgerFixture.newUser().traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        String path = SERVICE + "/users/" + ledger.userId();
        publish(ledger.change("12.50"));
        try (SocketClient watching = connect(ledger)) {
            assertFalse(watching.isClosed());
            await().atMost(PATIENCE)
                    .until(() -> !ask(path, "default").get("events").isEmpty());
            JsonNode before = ask(path, "default");
            assertEquals(
                    "12.5",
                    before.get("accounts").get(0).get("balance").asText().replaceAll("0$", ""));
            assertEquals(0, before.get("events").get(0).get("delivered").size());

            // replicas learn within a second that somebody looks
            await().atMost(PATIENCE).until(() -> {
                publish(ledger.change("0.10"));
                return delivered(path).isPresent();
            });

            JsonNode told = delivered(path).orElseThrow();
            assertEquals("balance_updated", told.get("event").textValue());
            assertEquals("0af7651916cd43dd8448eb211c80319c", told.get("traceId").textValue());
            assertTrue(told.get("data").get("newBalance").isNumber());
            assertTrue(told.hasNonNull("storedAt"));
            assertTrue(told.get("delivered").get(0).hasNonNull("replica"));

            // another tenant's operator sees nobody
            JsonNode elsewhere = ask(path, "other");
            assertEquals(0, elsewhere.get("accounts").size());
            assertEquals(0, elsewhere.get("events").size());
        }
    }

    private Optional<JsonNode> delivered(String path) throws JsonProcessingException {
        return StreamSupport.stream(ask(path, "default").get("events").spliterator(), false)
                .filter(event -> !event.get("delivered").isEmpty())
                .findFirst();
    }

    private long deadLetters() throws JsonProcessingException {
        return StreamSupport.stream(ask(SERVICE, "default").get("deadLetters").spliterator(), false)
                .filter(topic -> topic.get("topic").textValue().equals("notification.ledger.balances.v1.dlq"))
                .mapToLong(topic -> topic.get("depth").longValue())
                .sum();
    }

    private long replicasThatDelivered() throws JsonProcessingException {
        return StreamSupport.stream(ask(SERVICE, "default").get("replicas").spliterator(), false)
                .filter(replica -> replica.get("sockets").longValue() > 0)
                .filter(replica -> replica.get("rates").has("commitToSocket"))
                .count();
    }

    private JsonNode ask(String path, String tenant) throws JsonProcessingException {
        String operator = tokens.token("operator-1", "operator").tenant(tenant).sign();
        String body = asked(path, operator).statusCode(200).extract().asString();
        return EventJson.mapper().readTree(body);
    }

    private ValidatableResponse asked(String path, String token) {
        return given().header("Authorization", "Bearer " + token)
                .get(balance.resolve(path))
                .then();
    }
}
