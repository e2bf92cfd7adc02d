package io.ballast.ledger.topup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TopUpResourceIT extends RunningService {

    @Test
    void givenAUser_whenTheyAskForATopUp_thenItIsPendingAndNothingMoves() {
        // given
        UUID account = openAccount(user);

        // when
        once(asUser())
                .body("{\"amount\": 50.00}")
                .post("/transactions/topup")
                .then()
                .statusCode(201)
                .header("Location", containsString("/transactions/"))
                .body("type", equalTo("topup"))
                .body("status", equalTo("pending"))
                .body(containsString("\"amount\":50.00"))
                .body("accountId", equalTo(account.toString()))
                .body("completedAt", nullValue())
                .body("entries", hasSize(0));

        // then
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @Test
    void givenAPendingTopUp_whenAnAdminApprovesIt_thenTheMoneyIsThereAndTheUserIsTold() {
        // given
        UUID account = openAccount(user);
        UUID topUp = askTopUp(user, "50.00");

        // when
        decide(asAdmin(), topUp, "success")
                .statusCode(200)
                .body("id", equalTo(topUp.toString()))
                .body("status", equalTo("success"))
                .body("requestedBy", equalTo(user))
                .body("processedBy", equalTo("admin-1"))
                .body("entries", hasSize(2));

        // then
        assertEquals(new BigDecimal("10050.00"), balance(account));
        asUser().get("/transactions/{id}", topUp)
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("processedBy", nullValue())
                .body("entries", hasSize(1));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.of(TENANT, user).size() == 4);
            BalanceUpdated updated =
                    events.of(TENANT, user, BalanceUpdated.class).getLast();
            assertEquals("topup", updated.transactionType());
            assertEquals(topUp, updated.transactionId());
            assertEquals(new BigDecimal("50.00"), updated.amount());
            assertEquals(new BigDecimal("10000.00"), updated.previousBalance());
            assertEquals(new BigDecimal("10050.00"), updated.newBalance());
            assertEquals(2, updated.version());
            assertEquals(
                    topUp,
                    events.of(TENANT, user, TransactionCompleted.class)
                            .getLast()
                            .transactionId());
        }
    }

    @Test
    void givenAPendingTopUp_whenAnAdminRejectsIt_thenNothingMovesAndTheUserIsTold() {
        // given
        UUID account = openAccount(user);
        UUID topUp = askTopUp(user, "50.00");

        // when
        decide(asAdmin(), topUp, "failed")
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("entries", hasSize(0));

        // then
        assertEquals(new BigDecimal("10000.00"), balance(account));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() ->
                            events.of(TENANT, user, TransactionFailed.class).size() == 1);
            TransactionFailed failed =
                    events.of(TENANT, user, TransactionFailed.class).getFirst();
            assertEquals(topUp, failed.transactionId());
            assertEquals(new BigDecimal("50.00"), failed.amount());
            assertEquals("rejected", failed.reason());
        }
    }

    @Test
    void givenADecidedTopUp_whenItIsDecidedAgain_thenOnlyTheSameDecisionIsAccepted() {
        // given
        UUID account = openAccount(user);
        UUID approved = askTopUp(user, "50.00");
        UUID rejected = askTopUp(user, "50.00");
        decide(asAdmin(), approved, "success").statusCode(200);
        decide(asAdmin(), rejected, "failed").statusCode(200);

        // then
        decide(asAdmin(), approved, "success").statusCode(200).body("entries", hasSize(2));
        decide(asAdmin(), rejected, "failed").statusCode(200).body("status", equalTo("failed"));
        assertProblem(decide(asAdmin(), approved, "failed"), 409, "topup-already-processed");
        assertProblem(decide(asAdmin(), rejected, "success"), 409, "topup-already-processed");
        assertEquals(new BigDecimal("10050.00"), balance(account));
    }

    @Test
    void givenAPendingTopUp_whenManyAdminsDecideAtOnce_thenTheMoneyMovesOnce() throws Exception {
        // given
        UUID account = openAccount(user);
        UUID topUp = askTopUp(user, "50.00");
        Callable<Integer> approve =
                () -> decide(asAdmin(), topUp, "success").extract().statusCode();

        // when
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(8, approve));
            for (Future<Integer> answer : answers) {
                assertEquals(200, answer.get());
            }
        }

        // then
        assertEquals(new BigDecimal("10050.00"), balance(account));
    }

    @Test
    void givenAnAdminsOwnTopUp_whenTheyDecideIt_thenTheyMayNot() {
        // given
        String maker = "maker-" + user;
        openAccount(maker);
        UUID topUp = askTopUp(maker, "50.00");

        // then
        assertProblem(decide(as(tokens.token(maker, "user", "admin").sign()), topUp, "success"), 403, "own-topup");
        decide(asAdmin(), topUp, "success").statusCode(200);
    }

    @Test
    void givenAPendingTopUp_whenAUserOrAServiceDecidesIt_thenTheyMayNot() {
        // given
        openAccount(user);
        UUID topUp = askTopUp(user, "50.00");

        // then
        assertProblem(decide(asUser(otherUser), topUp, "success"), 403, "forbidden");
        assertProblem(decide(asService(), topUp, "success"), 403, "forbidden");
    }

    @Test
    void givenWhatIsNoTopUp_whenItIsDecided_thenItIsNotThere() {
        // given
        openAccount(user);
        UUID payment = UUID.fromString(pay(user, "-1").statusCode(201).extract().path("id"));

        // then
        assertProblem(decide(asAdmin(), payment, "failed"), 404, "transaction-not-found");
        assertProblem(decide(asAdmin(), UUID.randomUUID(), "failed"), 404, "transaction-not-found");
        assertProblem(decide(asAdmin(), UUID.randomUUID(), "maybe"), 400, "invalid-request");
    }

    @Test
    void givenAFrozenAccount_whenItsTopUpIsApproved_thenItStaysPending() {
        // given
        UUID account = openAccount(user);
        UUID topUp = askTopUp(user, "50.00");
        database.update("update accounts set status = 'frozen' where id = ?", account);

        // then
        assertProblem(decide(asAdmin(), topUp, "success"), 422, "account-frozen");
        asUser().get("/transactions/{id}", topUp).then().body("status", equalTo("pending"));
    }

    @Test
    void givenAnAmountThatCanNotBeUsed_whenATopUpIsAskedFor_thenTheFieldIsNamed() {
        // given
        openAccount(user);

        // then
        for (String amount : List.of("0", "-50", "1.234", "\"a lot\"")) {
            assertProblem(
                            once(asUser())
                                    .body("{\"amount\": " + amount + "}")
                                    .post("/transactions/topup")
                                    .then(),
                            422,
                            "invalid-amount")
                    .body("violations.field", contains("amount"));
        }
    }

    @Test
    void givenNoAccount_whenATopUpIsAskedFor_thenThatIsSaid() {
        assertProblem(
                once(asUser())
                        .body("{\"amount\": 5}")
                        .post("/transactions/topup")
                        .then(),
                404,
                "account-not-found");
    }
}
