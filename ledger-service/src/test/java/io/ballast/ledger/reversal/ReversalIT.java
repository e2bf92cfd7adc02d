package io.ballast.ledger.reversal;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReversalIT extends RunningService {

    private static final int RACERS = 64;

    @Test
    void givenAPayment_whenItIsTakenBack_thenTheMoneyIsBackAndBothAreLinked() {
        // given
        UUID account = openAccount(user);
        String payment = pay(user, "-120.00").statusCode(201).extract().path("id");

        // when
        String reversal = reverse(once(asAdmin()).body("{\"reason\": \"booked twice\"}"), payment)
                .statusCode(201)
                .body("type", equalTo("reversal"))
                .body("reversalOf", equalTo(payment))
                .body("accountId", equalTo(account.toString()))
                .body("amount", equalTo(new BigDecimal("120.00")))
                .body("metadata.reason", equalTo("booked twice"))
                .extract()
                .path("id");

        // then
        assertEquals(new BigDecimal("10000.00"), balance(account));
        asUser().get("/v1/transactions/{id}", reversal).then().body("reversalOf", equalTo(payment));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() -> events.of(TENANT, user, TransactionCompleted.class).stream()
                            .anyMatch(told -> told.transactionType().equals("reversal")
                                    && told.amount().equals(new BigDecimal("120.00"))));
        }
    }

    @Test
    void givenATransfer_whenManyTakeItBackAtOnce_thenOneDoesAndTheOthersAreToldOfIt() throws Exception {
        // given
        UUID payer = openAccount(user);
        UUID payee = openAccount(otherUser);
        String transfer = once(asUser())
                .body(transfer(payer, payee, "25.00"))
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // when
        List<Response> answers = new ArrayList<>();
        try (ExecutorService racers = Executors.newFixedThreadPool(RACERS)) {
            List<Future<Response>> asked = racers.invokeAll(Collections.nCopies(
                    RACERS, () -> reverse(once(asAdmin()), transfer).extract().response()));
            for (Future<Response> one : asked) {
                answers.add(one.get());
            }
        }

        // then
        Map<Integer, List<Response>> byStatus = answers.stream().collect(Collectors.groupingBy(Response::statusCode));
        assertEquals(
                Map.of(201, 1, 409, RACERS - 1),
                byStatus.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().size())));
        String first = byStatus.get(201).getFirst().path("id");
        byStatus.get(409)
                .forEach(second ->
                        assertProblem(second.then(), 409, "already-reversed").body("reversalId", equalTo(first)));
        assertEquals(new BigDecimal("10000.00"), balance(payer));
        assertEquals(new BigDecimal("10000.00"), balance(payee));
    }

    @Test
    void givenAReversal_whenItIsSentAgainUnderItsKey_thenTheAnswerIsTheSame() {
        // given
        openAccount(user);
        String payment = pay(user, "-1").statusCode(201).extract().path("id");
        String key = UUID.randomUUID().toString();

        // when
        String first = reverse(asService().header("Idempotency-Key", key), payment)
                .statusCode(201)
                .extract()
                .asString();
        String again = reverse(asService().header("Idempotency-Key", key), payment)
                .statusCode(201)
                .extract()
                .asString();

        // then
        assertEquals(first, again);
        assertProblem(reverse(once(asService()), payment), 409, "already-reversed");
    }

    @Test
    void givenWhatCanNotBeTakenBack_whenItIsAskedFor_thenNothingMoves() {
        // given
        UUID account = openAccount(user);
        String payment = pay(user, "-1").statusCode(201).extract().path("id");
        String reversal =
                reverse(once(asAdmin()), payment).statusCode(201).extract().path("id");
        UUID topUp = askTopUp(user, "5");

        // then
        assertProblem(reverse(once(asAdmin()), reversal), 422, "not-reversible");
        assertProblem(reverse(once(asAdmin()), topUp.toString()), 422, "not-reversible");
        assertProblem(reverse(once(asAdmin()), UUID.randomUUID().toString()), 404, "transaction-not-found");
        assertProblem(reverse(asAdmin(), payment), 400, "idempotency-key-missing");
        assertProblem(reverse(once(asUser()), payment), 403, "forbidden");
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @Test
    void givenAPayeeWhoHasSpentIt_whenATransferIsTakenBack_thenTheFloorHolds() {
        // given
        UUID payer = openAccount(user);
        UUID payee = openAccount(otherUser);
        String transfer = once(asUser())
                .body(transfer(payer, payee, "25.00"))
                .post("/v1/transfers")
                .then()
                .extract()
                .path("id");
        pay(otherUser, "-10025.00").statusCode(201);

        // then
        assertProblem(reverse(once(asAdmin()), transfer), 422, "insufficient-funds");
        assertEquals(new BigDecimal("9975.00"), balance(payer));
        database.update("update accounts set status = 'frozen' where id = ?", payer);
        assertProblem(reverse(once(asAdmin()), transfer), 422, "account-frozen");
    }

    @Test
    void givenStaffWithAnAccount_whenTheyTakeTheirOwnPaymentBack_thenTheyMayNot() {
        // given
        openAccount(user);
        String payment = pay(user, "-1").statusCode(201).extract().path("id");

        // then
        RequestSpecification both = as(tokens.token(user, "user", "admin").sign());
        assertProblem(reverse(once(both), payment), 403, "own-account");
    }

    private static ValidatableResponse reverse(RequestSpecification request, String transaction) {
        return request.post("/v1/transactions/{id}/reverse", transaction).then();
    }
}
