package io.ballast.ledger.exchange;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.ballast.ledger.TableImage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExchangeIT extends RunningService {

    private final String code =
            "E" + UUID.randomUUID().toString().replace("-", "").substring(0, 11).toUpperCase();

    private UUID dollars;
    private UUID points;

    @BeforeEach
    void openBoth() {
        asAdmin().body("""
                        {"code": "%s", "scale": 6, "name": "Points"}""".formatted(code)).post("/v1/assets").then().statusCode(201);
        dollars = openAccount(user);
        points = UUID.fromString(once(asUser())
                .body("""
                        {"ownerType": "user", "ownerId": "%s", "type": "personal", "asset": "%s"}""".formatted(user, code))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    @Test
    void givenTwoAccounts_whenOneAssetIsGivenForAnother_thenBothLegsAreTold() {
        // when
        Response answer = post(dollars, points, "100.00", "\"92.500001\"");

        // then
        List<String> ids = answer.then()
                .statusCode(201)
                .header("Location", containsString("/transactions/"))
                .body("rate", equalTo("0.92500001"))
                .body("transactions.type", contains("exchange", "exchange"))
                .body("transactions.asset", contains("USD", code))
                .body("transactions.accountId", contains(dollars.toString(), points.toString()))
                .body(containsString("\"amount\":-100.00"))
                .body(containsString("\"amount\":92.500001"))
                .extract()
                .path("transactions.id");
        answer.then()
                .body("transactions[0].metadata.otherTransactionId", equalTo(ids.get(1)))
                .body("transactions[1].metadata.otherTransactionId", equalTo(ids.get(0)))
                .header("Location", endsWith(ids.getFirst()));
        assertEquals(new BigDecimal("9900.00"), balance(dollars));
        assertEquals(new BigDecimal("92.500001"), balance(points));
        asUser().get("/transactions/{id}", ids.get(1))
                .then()
                .statusCode(200)
                .body("type", equalTo("exchange"))
                .body("metadata.rate", equalTo("0.92500001"));
        assertEquals(
                0,
                database.number(
                        "select sum(amount)::bigint from ledger where transaction_id = any (?::uuid[])",
                        "{" + String.join(",", ids) + "}"));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() -> events.of(TENANT, user, BalanceUpdated.class).stream()
                            .filter(updated -> updated.transactionType().equals("exchange"))
                            .map(BalanceUpdated::accountId)
                            .toList()
                            .containsAll(List.of(dollars, points)));
        }
    }

    @Test
    void givenAnExchange_whenItIsSentAgain_thenItIsAnsweredTheSame() {
        // given
        String key = UUID.randomUUID().toString();
        String body = body(dollars, points, "1", "2");

        // when
        String first = asService()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/transfers/exchange")
                .asString();
        String second = asService()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/transfers/exchange")
                .asString();

        // then
        assertEquals(first, second);
        assertEquals(new BigDecimal("9999.00"), balance(dollars));
    }

    @Test
    void givenALegThatCanNotBe_whenItIsExchanged_thenNeitherIsPosted() {
        // given
        exchange(points, dollars, "0.000001", "1");
        asAdmin()
                .body("{\"ceiling\": 5}")
                .patch("/v1/accounts/{id}", points)
                .then()
                .statusCode(200);
        TableImage before = image();

        // then
        assertProblem(exchange(dollars, points, "10000.01", "1"), 422, "insufficient-funds")
                .body(containsString("\"shortfall\":0.01"));
        assertProblem(exchange(dollars, points, "1", "5.000001"), 422, "ceiling-exceeded");
        assertProblem(exchange(dollars, dollars, "1", "1"), 422, "same-asset");
        assertProblem(exchange(dollars, UUID.randomUUID(), "1", "1"), 404, "account-not-found");
        assertProblem(exchange(dollars, points, "1", "0.0000001"), 422, "invalid-amount")
                .body("violations.field", contains("toAmount"));
        assertProblem(
                once(asUser())
                        .body(body(dollars, points, "1", "1"))
                        .post("/v1/transfers/exchange")
                        .then(),
                403,
                "forbidden");
        assertEquals(before, image());
    }

    private TableImage image() {
        return TableImage.of(database).without("idempotency");
    }

    private ValidatableResponse exchange(UUID from, UUID to, String amount, String toAmount) {
        return post(from, to, amount, toAmount).then();
    }

    private Response post(UUID from, UUID to, String amount, String toAmount) {
        return once(asService()).body(body(from, to, amount, toAmount)).post("/v1/transfers/exchange");
    }

    private static String body(UUID from, UUID to, String amount, String toAmount) {
        return """
                {"fromAccountId": "%s", "toAccountId": "%s", "amount": %s, "toAmount": %s}""".formatted(from, to, amount, toAmount);
    }
}
