package io.ballast.ledger.idempotency;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every POST that moves money is done once for its key, however it is sent. */
@QuarkusTest
class IdempotencyIT extends RunningService {

    private static final int AT_ONCE = 64;
    private static final int KEYS = 4;

    private final String key = UUID.randomUUID().toString();

    @Test
    void givenNoKey_whenMoneyIsToMove_thenThatIsRefused() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);

        // then
        assertProblem(asUser().body(payment("-1")).post("/transactions").then(), 400, "idempotency-key-missing");
        assertProblem(
                asUser().body("{\"amount\": 1}").post("/transactions/topup").then(), 400, "idempotency-key-missing");
        assertProblem(
                asUser().body(transfer(account, other, "1"))
                        .post("/v1/transfers")
                        .then(),
                400,
                "idempotency-key-missing");
        assertProblem(asUser().body(personal(user)).post("/v1/accounts").then(), 400, "idempotency-key-missing");
        assertProblem(
                asUser().header("Idempotency-Key", " ")
                        .body(payment("-1"))
                        .post("/transactions")
                        .then(),
                400,
                "idempotency-key-missing");
        assertProblem(
                asUser().header("Idempotency-Key", "x".repeat(256))
                        .body(payment("-1"))
                        .post("/transactions")
                        .then(),
                400,
                "idempotency-key-invalid");
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @Test
    void givenAPayment_whenItIsSentAgain_thenTheAnswerIsTheSameAndTheMoneyMovedOnce() {
        // given
        UUID account = openAccount(user);
        Response first = pay("-5.00");

        // when
        Response second = pay("-5.00");

        // then
        assertEquals(201, second.statusCode());
        assertEquals(first.asString(), second.asString());
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(first.contentType(), second.contentType());
        assertEquals(new BigDecimal("9995.00"), balance(account));
    }

    @Test
    void givenARefusal_whenTheRequestIsSentAgain_thenItStaysRefusedEvenIfTheMoneyIsThereNow() {
        // given
        openAccount(user);
        Response first = pay("-10001.00");
        decide(asAdmin(), askTopUp(user, "50"), "success").statusCode(200);

        // when
        Response second = pay("-10001.00");

        // then
        assertEquals(422, second.statusCode());
        assertEquals(first.asString(), second.asString());
        assertEquals(PROBLEM_JSON, second.contentType().split(";")[0]);
    }

    @Test
    void givenAPayment_whenAnotherOneUsesItsKey_thenThatIsRefused() {
        // given
        UUID account = openAccount(user);
        pay("-5.00");

        // then
        assertProblem(pay("-6.00").then(), 422, "idempotency-key-reused").body("instance", equalTo("/transactions"));
        assertProblem(
                asUser().header("Idempotency-Key", key)
                        .body("{\"amount\": 5}")
                        .post("/transactions/topup")
                        .then(),
                422,
                "idempotency-key-reused");
        assertEquals(new BigDecimal("9995.00"), balance(account));
    }

    @Test
    void givenTwoUsers_whenTheyChooseTheSameKey_thenTheyDoNotMeet() {
        // given
        openAccount(user);
        openAccount(otherUser);
        pay("-5.00").then().statusCode(201);

        // then
        asUser(otherUser)
                .header("Idempotency-Key", key)
                .body(payment("-7.00"))
                .post("/transactions")
                .then()
                .statusCode(201);
    }

    @Test
    void givenARequestInFlight_whenItIsSentAgain_thenItIsToldSoAtOnceAndNothingHappens() {
        // given
        UUID account = openAccount(user);
        try (ServiceDatabase other = serviceRole()) {
            other.begin();
            other.query(
                    "select pg_advisory_xact_lock(hashtextextended(concat_ws(chr(10), ?, ?, ?), 0))::text",
                    TENANT,
                    user,
                    key);

            // then
            assertProblem(pay("-5.00").then(), 409, "idempotency-in-flight");
            other.rollBack();
        }

        // when
        pay("-5.00").then().statusCode(201);

        // then
        assertEquals(new BigDecimal("9995.00"), balance(account));
    }

    @Test
    void givenAnOpening_whenItIsSentAgain_thenTheAnswerIsTheSame() {
        // given
        Response first = keyed().body(personal(user)).post("/v1/accounts");

        // when
        Response second = keyed().body(personal(user)).post("/v1/accounts");

        // then
        assertEquals(201, first.statusCode());
        assertEquals(201, second.statusCode());
        assertEquals(first.asString(), second.asString());
    }

    @Test
    void givenATopUp_whenItIsSentAgain_thenThereIsOne() {
        // given
        openAccount(user);
        Response first = keyed().body("{\"amount\": 5}").post("/transactions/topup");

        // when
        Response second = keyed().body("{\"amount\": 5}").post("/transactions/topup");

        // then
        assertEquals(201, second.statusCode());
        assertEquals(first.asString(), second.asString());
        assertEquals(
                1, database.number("select count(*) from transactions where user_id = ? and type = 'topup'", user));
    }

    @Test
    void givenOneKey_whenManySendItAtOnce_thenThereIsOneTransaction() throws Exception {
        // given
        UUID account = openAccount(user);

        // when
        List<Response> answers = atOnce(() -> pay("-5.00"));

        // then
        assertEquals(new BigDecimal("9995.00"), balance(account));
        assertEquals(
                1, database.number("select count(*) from transactions where user_id = ? and type = 'payment'", user));
        Set<Integer> statuses = answers.stream().map(Response::statusCode).collect(Collectors.toSet());
        assertTrue(Set.of(201, 409).containsAll(statuses), statuses.toString());
        Set<String> created = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .map(Response::asString)
                .collect(Collectors.toSet());
        assertEquals(1, created.size());
    }

    @Test
    void givenSeveralKeys_whenManySendThemAtOnce_thenThereIsOneTransactionForEach() throws Exception {
        // given
        UUID account = openAccount(user);
        AtomicInteger sent = new AtomicInteger();

        // when
        List<Response> answers =
                atOnce(() -> asUser().header("Idempotency-Key", key + "-" + sent.getAndIncrement() % KEYS)
                        .body(payment("-5.00"))
                        .post("/transactions"));

        // then
        assertEquals(new BigDecimal("10000.00").subtract(new BigDecimal(5 * KEYS)), balance(account));
        assertEquals(
                KEYS,
                database.number("select count(*) from transactions where user_id = ? and type = 'payment'", user));
        assertEquals(
                KEYS,
                answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .map(Response::asString)
                        .distinct()
                        .count());
    }

    @Test
    void givenOneOwner_whenManyOpenTheirAccountAtOnce_thenThereIsOne() throws Exception {
        // when
        List<Response> answers =
                atOnce(() -> once(asUser()).body(personal(user)).post("/v1/accounts"));

        // then
        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 201).count());
        assertEquals(
                AT_ONCE - 1,
                answers.stream().filter(answer -> answer.statusCode() == 409).count());
        assertEquals(1, database.number("select count(*) from accounts where owner_id = ?", user));
    }

    private List<Response> atOnce(Callable<Response> request) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Response>> futures = threads.invokeAll(IntStream.range(0, AT_ONCE)
                    .<Callable<Response>>mapToObj(index -> () -> {
                        start.await();
                        return request.call();
                    })
                    .toList());
            return futures.stream().map(Future::resultNow).toList();
        }
    }

    private Response pay(String amount) {
        return keyed().body(payment(amount)).post("/transactions");
    }

    private RequestSpecification keyed() {
        return asUser().header("Idempotency-Key", key);
    }
}
