package io.ballast.notification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What an operator sees. */
@QuarkusTest
class OperationsIT extends RunningService {

    @Test
    void givenTheServiceRuns_whenItsHealthIsAsked_thenReadinessLooksAtEveryPartAndLivenessAtNone() {
        given().get(management.resolve("health/ready"))
                .then()
                .statusCode(200)
                .body(
                        "checks.name",
                        hasItems(
                                "Redis subscription",
                                "Redis connection health check",
                                "Reactive PostgreSQL connections health check",
                                "Kafka connection health check"));
        given().get(management.resolve("health/live"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", everyItem(not(matchesRegex(".*(PostgreSQL|Database|Redis|Kafka).*"))));
        given().get(management.resolve("health/started")).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void givenADeliveredEvent_whenTheMetricsAreAsked_thenTheyAreThere() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            publish(ledger.change("1.00"));
            client.await("balance_updated", 1);

            String metrics = given().get(management.resolve("metrics")).asString();

            for (String name : new String[] {
                "notification_sockets_open ",
                "notification_frames_sent_total{event=\"balance_updated\"",
                "notification_commit_to_socket_seconds_bucket{",
                "notification_events_dropped_total{reason=\"duplicate\"",
                "notification_events_dropped_total{reason=\"outdated\"",
                "notification_frames_dropped_total ",
                "notification_redis_publish_failures_total ",
                "notification_session_read_failures_total ",
                "notification_subscription_connected 1.0",
                "notification_subscriptions "
            }) {
                assertThat(metrics, containsString(name));
            }
        }
    }
}
