package io.ballast.ledger;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What operators see, and what becomes of requests while a part is away. */
@QuarkusTest
class OperationsIT extends RunningService {

    @Inject
    Pool pool;

    @Test
    void givenTheServiceRuns_whenItsHealthIsAsked_thenItIsStartedLiveAndReady() {
        assertHealth("started", 200);
        assertHealth("live", 200);
        assertHealth("ready", 200);
    }

    @Test
    void givenTheServiceRuns_whenItsMetricsAreAsked_thenWhatAlertsLookAtIsThereFromTheStart() {
        given().get(management.resolve("metrics"))
                .then()
                .statusCode(200)
                .body(containsString("outbox_oldest_age_seconds"))
                .body(containsString("outbox_unpublished"))
                .body(containsString("posting_queue_size "))
                .body(containsString("ledger_archive_failures_total{step=\"exporting\"}"))
                .body(containsString("ledger_archive_failures_total{step=\"drop\"}"));
    }

    @Test
    void givenTheServicesPort_whenHealthOrMetricsAreAskedThere_thenTheyAreNotOffered() {
        assertProblem(given().get("/q/health").then(), 404, "not-found");
        assertProblem(given().get("/q/metrics").then(), 404, "not-found");
    }

    @Test
    void givenAConnectionOfTheService_whenItsBoundsAreAsked_thenNothingWaitsForever() {
        for (String bound : List.of("lock_timeout: 5s", "statement_timeout: 15s", "jit: off")) {
            String name = bound.split(":")[0];
            String value = pool.query("show " + name)
                    .execute()
                    .map(rows -> rows.iterator().next().getString(0))
                    .await()
                    .atMost(Duration.ofSeconds(10));
            assertEquals(bound, name + ": " + value);
        }
    }

    @Test
    void givenPostgresIsAway_whenMoneyIsToMove_thenTheClientIsToldToComeBackAndTheSameKeyWorksLater() {
        // given
        UUID account = openAccount(user);
        String key = UUID.randomUUID().toString();

        // when
        postgres.kill();
        try {
            assertProblem(
                            asUser().header("Idempotency-Key", key)
                                    .body(payment("-1"))
                                    .post("/transactions")
                                    .then(),
                            503,
                            "unavailable")
                    .header("Retry-After", equalTo("1"));
            assertHealth("live", 200);
            assertHealth("ready", 503);
        } finally {
            postgres.restart();
            reconnect();
        }

        // then
        eventually()
                .untilAsserted(() -> asUser().header("Idempotency-Key", key)
                        .body(payment("-1"))
                        .post("/transactions")
                        .then()
                        .statusCode(201));
        assertEquals(new BigDecimal("9999.00"), balance(account));
        eventually().untilAsserted(() -> assertHealth("ready", 200));
    }

    @Test
    void givenRedisIsAway_whenMoneyMoves_thenNothingIsWrongAndTheServiceStaysReady() {
        // given
        UUID account = openAccount(user);

        // when
        redis.kill();
        try {
            pay(user, "-1").statusCode(201);
            assertHealth("ready", 200);
        } finally {
            redis.restart();
        }

        // then
        assertEquals(new BigDecimal("9999.00"), balance(account));
    }

    @Test
    void givenKafkaIsAway_whenMoneyMoves_thenTheServiceStaysReadyAndTheEventsFollowLater() {
        // given
        UUID account = openAccount(user);

        // when
        broker.kill();
        try {
            pay(user, "-1").statusCode(201);
            assertHealth("ready", 200);
        } finally {
            broker.restart();
        }

        // then
        assertEquals(new BigDecimal("9999.00"), balance(account));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.of(TENANT, user).size() >= 4);
        }
    }
}
