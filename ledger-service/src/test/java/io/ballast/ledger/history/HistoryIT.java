package io.ballast.ledger.history;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.Backdated;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What accounts held, and how they came to it. */
@QuarkusTest
class HistoryIT extends RunningService {

    private UUID account;

    @BeforeEach
    void giveItAPast() {
        Backdated past = new Backdated(database, TENANT);
        account = past.account(user, Instant.parse("2010-01-01T00:00:00Z"));
        UUID other = past.account(otherUser, Instant.parse("2010-01-01T00:00:00Z"));
        past.transfer(other, account, 10_000, Instant.parse("2010-01-10T08:00:00Z"));
        past.transfer(account, other, 2_550, Instant.parse("2010-01-10T09:30:00.000001Z"));
        past.transfer(account, other, 450, Instant.parse("2010-01-31T23:59:59.999999Z"));
        past.transfer(other, account, 1, Instant.parse("2010-02-01T00:00:00Z"));
        past.transfer(other, account, 9, Instant.parse("2010-04-15T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2009-12-31T00:00:00Z, 0.00, 0",
        "2010-01-10T07:59:59.999999Z, 0.00, 0",
        "2010-01-10T08:00:00Z, 100.00, 1",
        "2010-01-10T09:30:00Z, 100.00, 1",
        "2010-01-10T09:30:00.0000019Z, 74.50, 2",
        "2010-02-01T00:59:59.999999+01:00, 70.00, 3",
        "2010-02-01T00:00:00Z, 70.01, 4",
        "2010-03-20T00:00:00Z, 70.01, 4",
        "2015-01-01T00:00:00Z, 70.10, 5"
    })
    void givenAMoment_whenTheBalanceIsAsked_thenItIsThatOfTheEntriesUntilThen(
            String moment, BigDecimal balance, int version) {
        asUser().queryParam("asOf", moment)
                .get("/v1/accounts/{id}/balance", account)
                .then()
                .statusCode(200)
                .body("balance", equalTo(balance))
                .body("version", equalTo(version))
                .body("asset", equalTo("USD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2999-01-01T00:00:00Z", "yesterday", "2010-01-01", "0001-01-01T00:00:00Z"})
    void givenWhatIsNoMomentOfThePast_whenTheBalanceIsAsked_thenItIsRefused(String moment) {
        assertProblem(
                asUser().queryParam("asOf", moment)
                        .get("/v1/accounts/{id}/balance", account)
                        .then(),
                400,
                "invalid-request");
    }

    @Test
    void givenSomebodyElse_whenTheHistoryIsAsked_thenTheAccountIsNotThere() {
        for (String path :
                List.of("balance?asOf=2010-02-01T00:00:00Z", "entries", "history?from=2010-01-01T00:00:00Z")) {
            assertProblem(
                    asUser("stranger")
                            .get("/v1/accounts/" + account + "/" + path)
                            .then(),
                    404,
                    "account-not-found");
        }
    }

    @Test
    void givenEntries_whenTheyAreRead_thenTheNewestComesFirstAndEveryOneOnce() {
        ValidatableResponse first = entries("limit=2");
        first.body("items.version", contains(5, 4))
                .body("items[0].amount", equalTo(new BigDecimal("0.09")))
                .body("items[0].balanceAfter", equalTo(new BigDecimal("70.10")))
                .body("items[0].type", equalTo("transfer"))
                .body("items[0].createdAt", equalTo("2010-04-15T12:00:00Z"));
        ValidatableResponse second = entries("limit=2&cursor=" + first.extract().path("nextCursor"));
        second.body("items.version", contains(3, 2));
        entries("limit=2&cursor=" + second.extract().path("nextCursor"))
                .body("items.version", contains(1))
                .body("nextCursor", nullValue());
    }

    @Test
    void givenARange_whenEntriesAreRead_thenItsBeginningIsInAndItsEndIsNot() {
        entries("from=2010-01-10T09:30:00.000001Z&to=2010-02-01T00:00:00Z").body("items.version", contains(3, 2));
        entries("from=2011-01-01T00:00:00Z").body("items", hasSize(0)).body("nextCursor", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "cursor=nonsense", "from=x", "to=2010-13-01T00:00:00Z"})
    void givenAQueryThatMeansNothing_whenEntriesAreRead_thenItIsRefused(String query) {
        assertProblem(
                asUser().get("/v1/accounts/" + account + "/entries?" + query).then(), 400, "invalid-request");
    }

    @Test
    void givenMonths_whenTheHistoryIsRead_thenEachPointEndsAsTheEntriesSay() {
        history("from=2010-01-10T09:00:00Z&to=2010-04-20T00:00:00Z&step=month")
                .body("points.from[0]", equalTo("2010-01-10T09:00:00Z"))
                .body(
                        "points.to",
                        contains(
                                "2010-02-01T00:00:00Z",
                                "2010-03-01T00:00:00Z",
                                "2010-04-01T00:00:00Z",
                                "2010-04-20T00:00:00Z"))
                .body("points.balance", contains(decimals("70.00", "70.01", "70.01", "70.10")))
                .body("points.version", contains(3, 4, 4, 5))
                .body("points.in", contains(decimals("0.00", "0.01", "0.00", "0.09")))
                .body("points.out", contains(decimals("30.00", "0.00", "0.00", "0.00")));
    }

    @Test
    void givenHours_whenTheHistoryIsRead_thenAllStepsOfTheRangeAreThere() {
        history("from=2010-01-10T00:00:00Z&to=2010-01-11T00:00:00Z&step=hour")
                .body("points", hasSize(24))
                .body(
                        "points.version",
                        contains(IntStream.range(0, 24)
                                .mapToObj(hour -> hour < 8 ? 0 : hour == 8 ? 1 : 2)
                                .toArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step=day",
                "from=2010-01-01T00:00:00Z&step=year",
                "from=2010-01-01T00:00:00Z&to=2011-01-01T00:00:00Z&step=hour",
                "from=2010-02-01T00:00:00Z&to=2010-01-01T00:00:00Z",
                "from=2999-01-01T00:00:00Z"
            })
    void givenARangeThatCanNotBe_whenTheHistoryIsRead_thenItIsRefused(String query) {
        assertProblem(
                asUser().get("/v1/accounts/" + account + "/history?" + query).then(), 400, "invalid-request");
    }

    @Test
    void givenALivingAccount_whenTheLastStepIsRead_thenItEndsAsTheBalanceIs() {
        // given
        UUID living = openAccount("living-" + user);
        pay("living-" + user, "-0.01").statusCode(201);

        // when
        List<BigDecimal> balances = asAdmin()
                .queryParam("from", Instant.now().minusSeconds(60).toString())
                .queryParam("step", "hour")
                .get("/v1/accounts/{id}/history", living)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200)
                .extract()
                .path("points.balance");

        // then
        assertEquals(balance(living), balances.getLast());
    }

    private ValidatableResponse entries(String query) {
        return asUser().get("/v1/accounts/" + account + "/entries?" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse history(String query) {
        return asUser().get("/v1/accounts/" + account + "/history?" + query)
                .then()
                .statusCode(200);
    }

    private static Object[] decimals(String... values) {
        return List.of(values).stream().map(BigDecimal::new).toArray();
    }
}
