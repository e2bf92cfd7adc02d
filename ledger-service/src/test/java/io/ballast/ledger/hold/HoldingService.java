package io.ballast.ledger.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** The running service, with the words of holds. */
abstract class HoldingService extends RunningService {

    /** What a hold keeps back is what its account keeps back, whatever happened. */
    private static final String UNEQUAL = """
            select b.account_id, b.held from balances b
            where b.held <> coalesce((select sum(h.amount - h.captured) from holds h
                                      where h.account_id = b.account_id and h.status = 'open'), 0)""";

    protected static ValidatableResponse hold(RequestSpecification request, UUID account, String amount, String more) {
        return once(request)
                .body(holdBody(account, amount, more))
                .post("/v1/holds")
                .then();
    }

    protected static String holdBody(UUID account, String amount, String more) {
        return """
                {"accountId": "%s", "amount": %s%s}""".formatted(account, amount, more);
    }

    protected static String to(UUID payee) {
        return ", \"toAccountId\": \"" + payee + "\"";
    }

    /** Holds the user's money back for the payee; the hold's id. */
    protected UUID held(UUID account, UUID payee, String amount) {
        return UUID.fromString(hold(asUser(), account, amount, to(payee))
                .statusCode(201)
                .extract()
                .path("id"));
    }

    protected static ValidatableResponse capture(RequestSpecification request, UUID hold, String body) {
        return once(request).body(body).post("/v1/holds/{id}/capture", hold).then();
    }

    protected static String amount(String amount) {
        return "{\"amount\": " + amount + "}";
    }

    protected static ValidatableResponse takeBack(RequestSpecification request, UUID hold) {
        return once(request).post("/v1/holds/{id}/void", hold).then();
    }

    /** Moves the hold's time so that it is over in so many milliseconds; all of them stay in their order. */
    protected void expireIn(UUID hold, int millis) {
        assertEquals(1, database.update("""
                update holds set created_at = clock_timestamp() - interval '1 hour',
                                 expires_at = clock_timestamp() + make_interval(secs => ? / 1000.0)
                where id = ?""", millis, hold));
    }

    protected BigDecimal heldBack(UUID account) {
        return asAdmin()
                .get("/v1/accounts/{id}/balance", account)
                .then()
                .statusCode(200)
                .extract()
                .path("held");
    }

    protected void assertTotals() {
        assertEquals(List.of(), database.query(UNEQUAL));
    }
}
