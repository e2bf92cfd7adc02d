package io.ballast.autodeposit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What operators see, and what becomes of events and requests while PostgreSQL is away. */
@QuarkusTest
class OperationsIT extends RunningService {

    @Test
    void givenTheServiceRuns_whenItsHealthIsAsked_thenItIsStartedLiveAndReady() {
        assertHealth("started", 200);
        assertHealth("live", 200);
        assertHealth("ready", 200);
    }

    @Test
    void givenTheServiceRuns_whenItsMetricsAreAsked_thenEveryOutcomeIsThereFromTheStart() {
        given().get(management.resolve("metrics"))
                .then()
                .statusCode(200)
                .body(containsString("auto_deposit_observations_total{outcome=\"baseline\"}"))
                .body(containsString("auto_deposit_observations_total{outcome=\"increase\"}"))
                .body(containsString("auto_deposit_observations_total{outcome=\"decrease\"}"))
                .body(containsString("auto_deposit_observations_total{outcome=\"unchanged\"}"))
                .body(containsString("auto_deposit_observations_total{outcome=\"stale\"}"))
                .body(containsString("auto_deposit_version_gaps_total"))
                .body(containsString("auto_deposit_held "))
                .body(containsString("auto_deposit_unexplained_income_total "))
                .body(containsString("auto_deposit_confirmation_seconds_bucket{le=\"60.0\"}"))
                .body(containsString("dlq_total{reason=\"failed\",topic=\"chain.balances.v1\"}"));
    }

    @Test
    void givenTheServicesPort_whenHealthOrMetricsAreAskedThere_thenTheyAreNotOffered() {
        given().get("/q/health").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
    }

    @Test
    void givenPostgresIsAway_whenEventsAndRequestsArrive_thenTheFormerWaitAndTheLatterAreToldToComeBack() {
        StellarEvents wallet = StellarEvents.ofWallet("default", "user-a");
        String token = tokens.token("user-a", "user").sign();

        postgres.kill();
        try {
            kafka.publish(wallet.balance("100", 1), wallet.balance("110", 2));
            assertProblem(as(token).get("/v1/snapshots").then(), 503, "unavailable")
                    .header("Retry-After", "1");
            assertHealth("live", 200);
            assertHealth("ready", 503);
        } finally {
            postgres.restart();
            reconnect();
        }

        eventually().until(() -> database.snapshots(wallet.walletId()).size() == 2);
        assertEquals(
                new BigDecimal("110.0000000"),
                database.wallet(wallet.walletId()).get("previous_usdc_balance"));
        eventually().untilAsserted(() -> assertHealth("ready", 200));
    }
}
