package io.ballast.notification.stream;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.infrastructure.PartFailed;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Oracle;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RedisOutageIT extends RunningService {

    private static final Duration HEALED = Duration.ofSeconds(30);

    /** A test that fails must not take the others' Redis with it. */
    @AfterEach
    void redisIsThere() {
        try {
            redis.command("PING");
        } catch (PartFailed away) {
            redis.restart();
        }
    }

    @Test
    void givenOpenSockets_whenRedisIsLostAndComesBack_thenTheyMissNothing() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            // given
            publish(ledger.change("10.00"));
            client.await("balance_updated", 1);

            // when
            redis.kill();
            publish(ledger.change("5.00"), ledger.completed("5.00"));

            // then it says so, stays alive, and a new socket still gets the last known balance
            await().atMost(HEALED).until(this::ready, equalTo(503));
            given().get(management.resolve("health/live"))
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"));
            try (SocketClient during = connect(ledger)) {
                JsonNode initial = during.await("balance_initial", 1).getFirst();
                assertEquals("15.00", initial.get("data").get("balance").asText());
                assertFalse(initial.has("id"));

                // when
                redis.restart();

                // then
                await().atMost(HEALED).until(this::ready, equalTo(200));
                assertTrue(during.await("balance_initial", 2).get(1).has("id"));
            }
            client.await("transaction_completed", 1);
            assertFalse(client.isClosed());
            publish(ledger.change("1.00"));
            await().atMost(HEALED).until(() -> lastUpdate(client).equals("16.00"));
            assertEquals(1, client.frames("transaction_completed").size());
        }
    }

    @Test
    void givenAnOpenSocket_whenTheListeningConnectionIsCut_thenWhatWasMissedIsReadFromTheStream() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            // when the listening connection is cut while events come
            publish(ledger.change("1.00"), ledger.change("1.00"));
            redis.command("CLIENT", "KILL", "TYPE", "pubsub");
            publish(ledger.change("1.00"), ledger.change("1.00"));

            // then
            List<JsonNode> updates = client.await("balance_updated", 4);
            assertEquals(
                    List.of("1.00", "2.00", "3.00", "4.00"),
                    updates.stream()
                            .map(frame -> frame.get("data").get("newBalance").asText())
                            .toList());
            assertEquals(1, client.frames("balance_initial").size());
        }
    }

    /** A connection that is up and silent looks healthy to everyone who only looks at the connection. */
    @Test
    void givenARedisThatStandsStill_whenNothingIsHeardOfIt_thenReadinessGoesOffAndAllHealsWhenItMovesAgain()
            throws Exception {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            publish(ledger.change("1.00"));
            client.await("balance_updated", 1);

            signal("STOP");
            try {
                publish(ledger.change("1.00"), ledger.completed("1.00"));
                await().atMost(HEALED).until(this::ready, equalTo(503));
            } finally {
                signal("CONT");
            }

            await().atMost(HEALED).until(this::ready, equalTo(200));
            publish(ledger.change("1.00"));
            await().atMost(HEALED).until(() -> lastUpdate(client).equals("3.00"));
            client.await("transaction_completed", 1);
            assertEquals(1, client.frames("balance_initial").size());
            Oracle.of(client.frames(), ledger).assertBalance(ledger, "3.00");
        }
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid()))
                .start()
                .waitFor();
    }

    private int ready() {
        return given().get(management.resolve("health/ready")).statusCode();
    }

    private static String lastUpdate(SocketClient client) {
        return client.frames("balance_updated")
                .getLast()
                .get("data")
                .get("newBalance")
                .asText();
    }
}
