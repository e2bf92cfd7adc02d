package io.ballast.ledger.limit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangeAccountIT extends RunningService {

    private static final int ROUNDS = 12;
    private static final int DEPOSITS = 8;

    @Test
    void givenAnAccount_whenItGetsAnOverdraft_thenMoreCanBeSpentAndNoMore() {
        // given
        UUID account = openAccount(user);

        // when
        change(account, "{\"floor\": -100.00}")
                .statusCode(200)
                .body(containsString("\"floor\":-100.00"))
                .body(containsString("\"balance\":10000.00"))
                .body("ceiling", nullValue());

        // then
        pay(user, "-10100.00").statusCode(201);
        assertProblem(pay(user, "-0.01"), 422, "insufficient-funds");
        assertEquals(new BigDecimal("-100.00"), balance(account));
    }

    @Test
    void givenACeiling_whenMoreWouldCome_thenItIsRefusedUntilTheCeilingIsGone() {
        // given
        UUID payer = openAccount(otherUser);
        UUID account = openAccount(user);
        change(account, "{\"ceiling\": 10000.50}").statusCode(200).body(containsString("\"ceiling\":10000.50"));
        String tooMuch = transfer(payer, account, "0.51");

        // then
        assertProblem(
                once(asUser(otherUser)).body(tooMuch).post("/v1/transfers").then(), 422, "ceiling-exceeded");

        // when
        change(account, "{\"ceiling\": null}").statusCode(200).body(not(containsString("ceiling")));

        // then
        once(asUser(otherUser)).body(tooMuch).post("/v1/transfers").then().statusCode(201);
    }

    @Test
    void givenAnAccount_whenItIsFrozen_thenNothingMovesUntilItIsActiveAgain() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);

        // when
        change(account, "{\"status\": \"frozen\"}").statusCode(200).body("status", equalTo("frozen"));

        // then
        assertProblem(pay(user, "-1"), 422, "account-frozen");
        assertProblem(
                once(asUser(otherUser))
                        .body(transfer(other, account, "1"))
                        .post("/v1/transfers")
                        .then(),
                422,
                "account-frozen");

        // when
        change(account, "{\"status\": \"active\"}").statusCode(200);

        // then
        pay(user, "-1").statusCode(201);
    }

    @Test
    void givenAnAccount_whenItIsClosed_thenItMustBeEmptyAndStaysClosed() {
        // given
        UUID account = openAccount(user);
        assertProblem(change(account, "{\"status\": \"closed\"}"), 409, "account-not-empty");
        pay(user, "-10000.00").statusCode(201);

        // when
        change(account, "{\"status\": \"closed\"}").statusCode(200).body("status", equalTo("closed"));

        // then
        change(account, "{\"status\": \"closed\"}").statusCode(200);
        assertProblem(change(account, "{\"status\": \"active\"}"), 422, "account-closed");
        assertProblem(change(account, "{\"floor\": -1}"), 422, "account-closed");
        assertProblem(pay(user, "-1"), 422, "account-closed");
        assertProblem(decide(asAdmin(), askTopUp(user, "5"), "success"), 422, "account-closed");
    }

    @Test
    void givenChanges_whenTheyAreListed_thenEachTellsWhoAndWhatNewestFirst() {
        // given
        UUID account = openAccount(user);
        change(account, "{\"floor\": -5, \"status\": \"frozen\"}").statusCode(200);
        change(account, "{\"floor\": -5}").statusCode(200);
        asService()
                .body("{\"ceiling\": 1}")
                .patch("/v1/accounts/{id}", account)
                .then()
                .statusCode(200);

        // when
        Response all = asAdmin().get("/v1/accounts/{id}/changes", account);

        // then
        all.then()
                .statusCode(200)
                .body("items.what", contains("ceiling", "status", "floor"))
                .body("items.changedBy", contains("service-1", "admin-1", "admin-1"))
                .body("items[2].from", equalTo("0.00"))
                .body("items[2].to", equalTo("-5.00"))
                .body("items[0].from", nullValue())
                .body("items[0].changedAt", containsString("Z"))
                .body("next", nullValue());
        Number next = asAdmin()
                .get("/v1/accounts/{id}/changes?limit=2", account)
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("next");
        asAdmin()
                .get("/v1/accounts/{id}/changes?limit=2&before={next}", account, next)
                .then()
                .body("items.what", contains("floor"))
                .body("next", nullValue());
        assertProblem(asUser().get("/v1/accounts/{id}/changes", account).then(), 403, "forbidden");
    }

    @Test
    void givenTheETag_whenTheAccountHasChangedSince_thenNothingIsDone() {
        // given
        UUID account = openAccount(user);
        String seen = asAdmin().get("/v1/accounts/{id}", account).header("ETag");
        asAdmin()
                .header("If-None-Match", seen)
                .get("/v1/accounts/{id}", account)
                .then()
                .statusCode(304);
        String now = asAdmin()
                .header("If-Match", seen)
                .body("{\"floor\": -7}")
                .patch("/v1/accounts/{id}", account)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");

        // then
        assertProblem(
                asAdmin()
                        .header("If-Match", seen)
                        .body("{\"floor\": -8}")
                        .patch("/v1/accounts/{id}", account)
                        .then(),
                412,
                "precondition-failed");
        asAdmin().get("/v1/accounts/{id}", account).then().header("ETag", now).body(containsString("\"floor\":-7.00"));
    }

    @Test
    void givenWhatCanNotBe_whenItIsAsked_thenNothingChanges() {
        // given
        UUID account = openAccount(user);
        String system = database.query("select id::text from accounts where type = 'system' and tenant = 'default'"
                        + " and asset = 'USD'")
                .getFirst()
                .get("id")
                .toString();

        // then
        assertProblem(change(account, "{}"), 400, "invalid-request");
        assertProblem(change(account, "{\"status\": \"quarantined\"}"), 400, "invalid-request");
        assertProblem(change(account, "{\"floor\": null}"), 422, "invalid-amount");
        assertProblem(change(account, "{\"floor\": 0.001}"), 422, "invalid-amount");
        assertProblem(change(account, "{\"ceiling\": \"NaN\"}"), 422, "invalid-amount");
        assertProblem(change(account, "{\"floor\": 2, \"ceiling\": 1}"), 422, "limits-crossed");
        assertProblem(change(UUID.fromString(system), "{\"status\": \"frozen\"}"), 422, "system-account");
        assertProblem(change(UUID.randomUUID(), "{\"floor\": 0}"), 404, "account-not-found");
        assertProblem(
                asUser().body("{\"floor\": -1000}")
                        .patch("/v1/accounts/{id}", account)
                        .then(),
                403,
                "forbidden");
        assertEquals(0, database.number("select count(*) from account_changes where account_id = ?", account));
    }

    @Test
    void givenTheServiceRole_whenItWouldRewriteTheChanges_thenPostgresRefuses() {
        // given
        change(openAccount(user), "{\"floor\": -5}").statusCode(200);

        // then
        try (ServiceDatabase service = serviceRole()) {
            for (String statement : List.of(
                    "update account_changes set changed_by = 'nobody'",
                    "delete from account_changes",
                    "truncate account_changes")) {
                SqlFailed failed =
                        assertThrows(SqlFailed.class, () -> service.inTenant(TENANT, () -> service.update(statement)));
                assertTrue(failed.getMessage().startsWith("42501"), failed.getMessage());
            }
        }
        assertThrows(SqlFailed.class, () -> database.update("delete from account_changes"));
    }

    @Test
    void givenAnEmptyAccount_whenItIsClosedWhileDepositsCome_thenExactlyOneSideWins() throws Exception {
        // given
        UUID payer = openAccount(otherUser);

        for (int round = 0; round < ROUNDS; round++) {
            UUID account = openCompany("company-" + round + "-" + user);

            // when
            List<Response> answers = closeWhileDeposited(account, payer);

            // then
            int closing = answers.getLast().statusCode();
            long deposited = answers.subList(0, DEPOSITS).stream()
                    .filter(answer -> answer.statusCode() == 201)
                    .count();
            assertTrue(closing == 200 || closing == 409, "closing answered " + closing);
            assertEquals(closing == 200 ? 0 : DEPOSITS, deposited, "closing answered " + closing);
            assertEquals(
                    BigDecimal.valueOf(deposited * 100, 2), balance(account), "what was deposited is on the account");
            asAdmin()
                    .get("/v1/accounts/{id}", account)
                    .then()
                    .body("status", equalTo(closing == 200 ? "closed" : "active"));
        }
    }

    /** The answers to the deposits, then the one to the closing. */
    private List<Response> closeWhileDeposited(UUID account, UUID payer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(DEPOSITS + 1);
        List<Callable<Response>> work = new ArrayList<>();
        for (int deposit = 0; deposit < DEPOSITS; deposit++) {
            work.add(() -> {
                start.await();
                return once(asUser(otherUser))
                        .body(transfer(payer, account, "1.00"))
                        .post("/v1/transfers");
            });
        }
        work.add(() -> {
            start.await();
            return asAdmin().body("{\"status\": \"closed\"}").patch("/v1/accounts/{id}", account);
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            return threads.invokeAll(work).stream().map(Future::resultNow).toList();
        }
    }

    private ValidatableResponse change(UUID account, String body) {
        return asAdmin().body(body).patch("/v1/accounts/{id}", account).then();
    }
}
