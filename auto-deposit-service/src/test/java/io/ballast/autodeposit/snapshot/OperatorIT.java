package io.ballast.autodeposit.snapshot;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told of deposits, and that it is told to nobody else. */
@QuarkusTest
class OperatorIT extends SnapshotApi {

    private static final String DEPOSITS = "/v1/operator/deposits";
    private static final String OF_A = DEPOSITS + "/users/user-a/snapshots";

    @Test
    void givenSnapshots_whenTheOperatorLooks_thenTheyAreThereForTheirTenantOnly() {
        snapshot(walletOfA, "user-a", "150.5", "100", "webhook", "2026-11-20T10:00:00Z");
        snapshot(walletOfB, "user-b", "1", null, "poll", "2026-11-20T10:00:00Z");

        caller("operator-1", "operator")
                .get(OF_A)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].userId", equalTo("user-a"));
        String elsewhere =
                tokens.token("operator-1", "operator").tenant("other").sign();
        given().auth().oauth2(elsewhere).get(OF_A).then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    void givenTheService_whenItsFlowIsAsked_thenConsumersAndDeadLettersAreMeasured() {
        caller("operator-1", "operator")
                .get(DEPOSITS)
                .then()
                .statusCode(200)
                .body("service", equalTo("auto-deposit-service"))
                .body("consumers.group", hasItem("auto-deposit-service"))
                .body("consumers[0].lag", notNullValue())
                .body("deadLetters.topic", hasItem("auto-deposit.chain.balances.v1.dlq"));
    }

    @Test
    void givenSomebodyElse_whenTheyAsk_thenTheyAreRefused() {
        for (String role : List.of("user", "admin", "service")) {
            problem(caller("user-a", role).get(DEPOSITS).then(), 403, "forbidden");
            problem(caller("user-a", role).get(OF_A).then(), 403, "forbidden");
        }
        problem(caller("operator-1", "operator").get("/v1/snapshots").then(), 403, "forbidden");
    }
}
