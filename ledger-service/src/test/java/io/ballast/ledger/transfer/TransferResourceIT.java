package io.ballast.ledger.transfer;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransferResourceIT extends RunningService {

    @Test
    void givenTwoUsers_whenOnePaysTheOther_thenBothSeeItFromTheirEnd() {
        // given
        UUID from = openAccount(user);
        UUID to = openAccount(otherUser);

        // when
        String body = """
                {"fromAccountId": "%s", "toAccountId": "%s", "amount": 25.50, "reference": "dinner"}""".formatted(from, to);
        String id = once(asUser())
                .body(body)
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .body("type", equalTo("transfer"))
                .body(containsString("\"amount\":-25.50"))
                .body("accountId", equalTo(from.toString()))
                .body("counterpartyAccountId", equalTo(to.toString()))
                .body("entries", hasSize(1))
                .body("entries[0].accountId", equalTo(from.toString()))
                .extract()
                .path("id");

        // then
        assertEquals(new BigDecimal("9974.50"), balance(from));
        assertEquals(new BigDecimal("10025.50"), balance(to));
        asUser(otherUser)
                .get("/transactions/{id}", id)
                .then()
                .statusCode(200)
                .body(containsString("\"amount\":25.50"))
                .body("accountId", equalTo(to.toString()))
                .body("reference", equalTo("dinner"))
                .body("requestedBy", nullValue())
                .body("entries", hasSize(1))
                .body("entries[0].accountId", equalTo(to.toString()));
        asAdmin()
                .get("/transactions/{id}", id)
                .then()
                .statusCode(200)
                .body("requestedBy", equalTo(user))
                .body("entries", hasSize(2));
        assertProblem(asUser("somebody-" + user).get("/transactions/{id}", id).then(), 404, "transaction-not-found");
    }

    @Test
    void givenSomebodyElsesAccount_whenAUserPaysFromIt_thenItIsNotThere() {
        // given
        UUID mine = openAccount(user);
        UUID theirs = openAccount(otherUser);

        // then
        assertProblem(move(transfer(theirs, mine, "1")), 404, "account-not-found");
        assertProblem(move(transfer(mine, UUID.randomUUID(), "1")), 404, "account-not-found");
        assertEquals(new BigDecimal("10000.00"), balance(theirs));
    }

    @Test
    void givenStaff_whenTheyPayFromACompany_thenTheyMay() {
        // given
        UUID company = openCompany("company-" + user);
        UUID account = openAccount(user);
        move(transfer(account, company, "100")).statusCode(201);

        // when
        once(asService())
                .body(transfer(company, account, "40.00"))
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .body("entries", hasSize(2));

        // then
        assertEquals(new BigDecimal("60.00"), balance(company));
    }

    @Test
    void givenTheSystemAccount_whenAnybodyPaysToOrFromIt_thenItIsNotThere() {
        // given
        UUID account = openAccount(user);
        UUID system =
                (UUID) database.query("select id from accounts where owner_type = 'system' and tenant = ?", TENANT)
                        .getFirst()
                        .get("id");

        // then
        assertProblem(move(transfer(account, system, "1")), 404, "account-not-found");
        assertProblem(
                once(asAdmin())
                        .body(transfer(system, account, "1"))
                        .post("/v1/transfers")
                        .then(),
                404,
                "account-not-found");
    }

    @Test
    void givenOneAccount_whenItPaysItself_thenThatIsRefused() {
        // given
        UUID account = openAccount(user);

        // then
        assertProblem(move(transfer(account, account, "1")), 422, "same-account");
    }

    @Test
    void givenTooLittleMoney_whenItIsMoved_thenTheAnswerTellsWhatIsMissing() {
        // given
        UUID from = openAccount(user);
        UUID to = openAccount(otherUser);

        // then
        assertProblem(move(transfer(from, to, "10000.50")), 422, "insufficient-funds")
                .body(containsString("\"shortfall\":0.50"))
                .body("instance", equalTo("/v1/transfers"));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() ->
                            events.of(TENANT, user, BalanceInsufficient.class).size() == 1);
        }
    }

    @Test
    void givenFieldsThatBreakRules_whenMoneyIsMoved_thenThatIsSaid() {
        // given
        UUID from = openAccount(user);
        UUID to = openAccount(otherUser);

        // then
        assertProblem(move("{\"amount\": 1}"), 400, "invalid-request").body("violations", hasSize(2));
        assertProblem(move(transfer(from, to, "-1")), 422, "invalid-amount");
        assertProblem(move(transfer(from, to, "0")), 422, "invalid-amount");
        assertProblem(
                move("{\"fromAccountId\": \"x\", \"toAccountId\": \"y\", \"amount\": 1}"), 400, "malformed-request");
    }

    private ValidatableResponse move(String body) {
        return once(asUser()).body(body).post("/v1/transfers").then();
    }
}
