package io.ballast.ledger.operator;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told of the ledger, and that it is told to nobody else. */
@QuarkusTest
class OperatorIT extends RunningService {

    private static final String LEDGER = "/v1/operator/ledger";

    @Test
    void givenAUser_whenTheOperatorLooks_thenAccountsEntriesHistoryAndTransactionsAreThere() {
        UUID account = openAccount(user);
        UUID payment = UUID.fromString(pay(user, "-12.50").extract().path("id"));

        ask("/users/" + user + "/accounts")
                .body("items.id", equalTo(List.of(account.toString())))
                .body("items[0].balance", equalTo(new BigDecimal("9987.50")));
        ask("/accounts/" + account + "/entries?limit=1")
                .body("items", hasSize(1))
                .body("items[0].transactionId", equalTo(payment.toString()))
                .body("items[0].amount", equalTo(new BigDecimal("-12.50")));
        for (String range : List.of("day", "month", "year")) {
            ask("/accounts/" + account + "/history?range=" + range)
                    .body("points.size()", greaterThan(20))
                    .body("points.balance[-1]", equalTo(new BigDecimal("9987.50")));
        }
        ask("/transactions/" + payment).body("type", equalTo("payment")).body("requestedBy", equalTo(user));
    }

    @Test
    void givenTheLedger_whenItsFlowIsAsked_thenOutboxConsumersAndDeadLettersAreMeasured() {
        ask("").body("service", equalTo("ledger-service"))
                .body("at", notNullValue())
                .body("consumers.group", hasItem("ledger-service"))
                .body("consumers[0].lag", notNullValue())
                .body("deadLetters.topic", hasItem("ledger.ledger.balances.v1.dlq"));
    }

    @Test
    void givenAnotherTenantsOperator_whenTheyLook_thenNothingIsThere() {
        UUID account = openAccount(user);
        UUID payment = UUID.fromString(pay(user, "-1.00").extract().path("id"));
        String elsewhere =
                tokens.token("operator-1", "operator").tenant("other").sign();

        as(elsewhere)
                .get(LEDGER + "/users/" + user + "/accounts")
                .then()
                .statusCode(200)
                .body("items", empty());
        assertProblem(
                as(elsewhere).get(LEDGER + "/accounts/" + account + "/entries").then(), 404, "account-not-found");
        assertProblem(
                as(elsewhere).get(LEDGER + "/accounts/" + account + "/history").then(), 404, "account-not-found");
        assertProblem(as(elsewhere).get(LEDGER + "/transactions/" + payment).then(), 404, "transaction-not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/users/anna/accounts"})
    void givenSomebodyElse_whenTheyAsk_thenTheyAreRefused(String path) {
        for (String role : List.of("user", "admin", "service")) {
            assertProblem(
                    as(tokens.token("somebody", role).sign()).get(LEDGER + path).then(), 403, "forbidden");
        }
    }

    @Test
    void givenAnOperator_whenMoneyIsToBeMoved_thenThatIsRefused() {
        openAccount(user);
        assertProblem(
                once(as(operator()))
                        .body(payment("-1.00"))
                        .post("/transactions")
                        .then(),
                403,
                "forbidden");
    }

    @Test
    void givenAQuestionThatMeansNothing_whenItIsAsked_thenItIsRefused() {
        UUID account = openAccount(user);
        for (String query : List.of("/entries?limit=0", "/entries?limit=201", "/history?range=century")) {
            assertProblem(
                    as(operator()).get(LEDGER + "/accounts/" + account + query).then(), 400, "invalid-request");
        }
    }

    private ValidatableResponse ask(String path) {
        return as(operator()).get(LEDGER + path).then().statusCode(200);
    }

    private String operator() {
        return tokens.token("operator-1", "operator").tenant(TENANT).sign();
    }
}
