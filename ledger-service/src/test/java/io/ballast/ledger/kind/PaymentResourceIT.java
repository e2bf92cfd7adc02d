package io.ballast.ledger.kind;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PaymentResourceIT extends RunningService {

    @Test
    void givenEnoughMoney_whenAUserPays_thenTheAnswerCarriesTheState() {
        // given
        UUID account = openAccount(user);

        // when
        String location = once(asUser())
                .body("""
                        {"amount": -120.00, "type": "payment", "reference": "booking 4711 'ü'"}""")
                .post("/transactions")
                .then()
                .statusCode(201)
                .body("type", equalTo("payment"))
                .body("status", equalTo("success"))
                .body(containsString("\"amount\":-120.00"))
                .body("asset", equalTo("USD"))
                .body("accountId", equalTo(account.toString()))
                .body("reference", equalTo("booking 4711 'ü'"))
                .body("requestedBy", nullValue())
                .body("entries", hasSize(1))
                .body("entries[0].version", equalTo(2))
                .body(containsString("\"balanceAfter\":9880.00"))
                .extract()
                .header("Location");

        // then
        assertEquals(new BigDecimal("9880.00"), balance(account));
        asUser().get(location).then().statusCode(200).body("reference", equalTo("booking 4711 'ü'"));
    }

    @Test
    void givenAnAmountAsText_whenAUserPays_thenItsDigitsCount() {
        // given
        UUID account = openAccount(user);

        // when
        pay(user, "\"-0.10\"").statusCode(201);

        // then
        assertEquals(new BigDecimal("9999.90"), balance(account));
    }

    @Test
    void givenAPayment_whenItIsDone_thenTheUserIsToldOnKafka() {
        // given
        UUID account = openAccount(user);

        // when
        String id = pay(user, "-120.00").statusCode(201).extract().path("id");

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.of(TENANT, user).size() == 4);
            BalanceUpdated updated =
                    events.of(TENANT, user, BalanceUpdated.class).getLast();
            assertEquals(account, updated.accountId());
            assertEquals(2, updated.version());
            assertEquals(new BigDecimal("9880.00"), updated.newBalance());
            assertEquals(new BigDecimal("10000.00"), updated.previousBalance());
            assertEquals(new BigDecimal("-120.00"), updated.amount());
            assertEquals(id, updated.transactionId().toString());
            assertEquals("payment", updated.transactionType());
            TransactionCompleted completed =
                    events.of(TENANT, user, TransactionCompleted.class).getLast();
            assertEquals(new BigDecimal("9880.00"), completed.newBalance());
        }
    }

    @Test
    void givenTooLittleMoney_whenAUserPays_thenNothingMovesAndTheUserIsTold() {
        // given
        UUID account = openAccount(user);
        long transactions = database.number("select count(*) from transactions");
        long entries = database.number("select count(*) from ledger");

        // when
        assertProblem(pay(user, "-10000.01"), 422, "insufficient-funds")
                .body(containsString("\"requiredAmount\":10000.01"))
                .body(containsString("\"currentBalance\":10000.00"))
                .body(containsString("\"shortfall\":0.01"))
                .body("asset", equalTo("USD"))
                .body("instance", equalTo("/transactions"));

        // then
        assertEquals(new BigDecimal("10000.00"), balance(account));
        assertEquals(transactions, database.number("select count(*) from transactions"));
        assertEquals(entries, database.number("select count(*) from ledger"));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() ->
                            events.of(TENANT, user, BalanceInsufficient.class).size() == 1);
            BalanceInsufficient told =
                    events.of(TENANT, user, BalanceInsufficient.class).getFirst();
            assertEquals(new BigDecimal("10000.01"), told.requiredAmount());
            assertEquals(new BigDecimal("10000.00"), told.currentBalance());
            assertEquals(new BigDecimal("0.01"), told.shortfall());
            assertEquals("payment", told.transactionType());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "120",
                "-0.001",
                "-1e400",
                "-99999999999999999999",
                "\"\"",
                "\"NaN\"",
                "\"-1,00\"",
                "true",
                "{}",
                "[]"
            })
    void givenAnAmountThatCanNotBeUsed_whenAUserPays_thenTheFieldIsNamedAndNothingMoves(String amount) {
        // given
        UUID account = openAccount(user);

        // then
        assertProblem(pay(user, amount), 422, "invalid-amount").body("violations.field", contains("amount"));
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-01", "1.", ""})
    void givenAnAmountThatIsNoJson_whenAUserPays_thenTheRequestCanNotBeRead(String amount) {
        assertProblem(pay(user, amount), 400, "malformed-request");
    }

    @Test
    void givenFieldsThatBreakRules_whenAUserPays_thenAllAreListed() {
        // given
        String body = """
                {"type": "adjustment", "reference": "%s"}""".formatted("x".repeat(141));

        // then
        assertProblem(once(asUser()).body(body).post("/transactions").then(), 400, "invalid-request")
                .body("violations.field", hasItems("amount", "type", "reference"));
    }

    @Test
    void givenNoAccount_whenAUserPays_thenThatIsSaid() {
        assertProblem(pay(user, "-1"), 404, "account-not-found");
    }

    @Test
    void givenNoBody_whenAUserPays_thenThatIsSaid() {
        assertProblem(once(asUser()).post("/transactions").then(), 400, "invalid-request");
        assertProblem(once(asUser()).body("null").post("/transactions").then(), 400, "invalid-request");
    }

    @Test
    void givenAFrozenAccount_whenItsUserPays_thenItsStateIsTheReason() {
        // given
        UUID account = openAccount(user);
        database.update("update accounts set status = 'frozen' where id = ?", account);

        // then
        assertProblem(pay(user, "-1"), 422, "account-frozen");
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @Test
    void givenPayments_whenTheyAreDone_thenEntriesOfEachSumToZeroAndTheCachedBackupIsRight() {
        // given
        UUID account = openAccount(user);

        // when
        pay(user, "-1.11").statusCode(201);
        pay(user, "-2.22").statusCode(201);

        // then
        assertEquals(List.of(), database.query("""
                        select transaction_id from ledger
                        where transaction_id in (select transaction_id from ledger where account_id = ?)
                        group by transaction_id having sum(amount) <> 0""", account));
        assertEquals(999_667L, database.number("select balance from accounts where id = ?", account));
        assertEquals(999_667L, database.number("select sum(amount) from ledger where account_id = ?", account));
        assertTrue(database.query("""
                        select account_id from ledger where account_id = ?
                        group by account_id having max(version) <> count(*) or min(version) <> 1""", account).isEmpty());
    }
}
