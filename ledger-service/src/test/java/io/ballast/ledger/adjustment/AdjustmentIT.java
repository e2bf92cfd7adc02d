package io.ballast.ledger.adjustment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdjustmentIT extends RunningService {

    @Test
    void givenAnAccount_whenAnAdminCorrectsIt_thenItGoesBothWaysAndTheOwnerIsTold() {
        // given
        UUID account = openAccount(user);

        // when
        adjust(asAdmin(), account, "12.50", "interest")
                .statusCode(201)
                .body("type", equalTo("adjustment"))
                .body("accountId", equalTo(account.toString()))
                .body("amount", equalTo(new BigDecimal("12.50")))
                .body("metadata.reason", equalTo("interest"));
        adjust(asAdmin(), account, "-2.50", "too much")
                .statusCode(201)
                .body("accountId", equalTo(account.toString()))
                .body("amount", equalTo(new BigDecimal("-2.50")));

        // then
        assertEquals(new BigDecimal("10010.00"), balance(account));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() -> events.of(TENANT, user, BalanceUpdated.class).size() == 3);
            assertEquals(
                    "adjustment",
                    events.of(TENANT, user, BalanceUpdated.class).getLast().transactionType());
        }
    }

    @Test
    void givenACorrection_whenItBreaksARule_thenNothingMoves() {
        // given
        UUID account = openAccount(user);

        // then
        assertProblem(adjust(asAdmin(), account, "-10000.01", "a"), 422, "insufficient-funds");
        for (String amount : List.of("0", "-0", "0.001", "\"-\"", "\"NaN\"", "1e40")) {
            assertProblem(adjust(asAdmin(), account, amount, "a"), 422, "invalid-amount")
                    .body("violations.field", contains("amount"));
        }
        assertProblem(adjust(asAdmin(), account, "1", " "), 400, "invalid-request")
                .body("violations.field", contains("reason"));
        assertProblem(adjust(asAdmin(), UUID.randomUUID(), "1", "a"), 404, "account-not-found");
        assertProblem(adjust(asService(), account, "1", "a"), 403, "forbidden");
        assertProblem(adjust(asUser(), account, "1", "a"), 403, "forbidden");
        assertProblem(adjust(as(tokens.token(user, "admin").sign()), account, "1", "a"), 403, "own-account");
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    private static ValidatableResponse adjust(
            RequestSpecification request, UUID account, String amount, String reason) {
        String body = """
                {"accountId": "%s", "amount": %s, "reason": "%s"}""".formatted(account, amount, reason);
        return once(request).body(body).post("/v1/transactions/adjustments").then();
    }
}
