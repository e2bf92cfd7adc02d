package io.ballast.ledger.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whoever wants a hold at once: one ends it, all others are told so, and not a cent is held or moved twice. */
@QuarkusTest
class HoldRaceIT extends HoldingService {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int ROUNDS = 12;
    private static final Set<Integer> REFUSED = Set.of(409);

    @Inject
    HoldExpiry expiry;

    @Test
    void givenAHold_whenCapturesMeetVoids_thenExactlyOneWins() throws Exception {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        String token = tokens.token("service-1", "service").sign();
        long captured = 0;

        for (int round = 0; round < ROUNDS; round++) {
            UUID hold = held(account, payee, "100.00");

            // when
            List<Callable<Integer>> tasks = new ArrayList<>();
            tasks.addAll(Collections.nCopies(8, () -> captureAll(token, hold)));
            tasks.addAll(Collections.nCopies(8, () -> takeBack(token, hold)));
            Collections.shuffle(tasks);
            List<Integer> statuses = atOnce(tasks);

            // then
            assertEquals(1, won(statuses), "round " + round + ": " + statuses);
            captured += Collections.frequency(statuses, 201);
        }
        assertEquals(BigDecimal.valueOf(1_000_000 - 10_000 * captured, 2), balance(account));
        assertEquals(BigDecimal.valueOf(1_000_000 + 10_000 * captured, 2), balance(payee));
        assertEquals(new BigDecimal("0.00"), heldBack(account));
        assertTotals();
    }

    @Test
    void givenAHoldThatIsAboutToExpire_whenCaptureAndVoidMeetTheExpiry_thenExactlyOneWins() throws Exception {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        String token = tokens.token("service-1", "service").sign();
        long captured = 0;

        for (int round = 0; round < ROUNDS; round++) {
            UUID hold = held(account, payee, "100.00");

            // when
            List<Callable<Integer>> tasks = new ArrayList<>();
            tasks.addAll(Collections.nCopies(4, () -> captureAll(token, hold)));
            tasks.addAll(Collections.nCopies(4, () -> takeBack(token, hold)));
            tasks.addAll(Collections.nCopies(4, this::runExpiry));
            Collections.shuffle(tasks);
            expireIn(hold, 20 * round);
            List<Integer> statuses = atOnce(tasks);
            eventually()
                    .until(() ->
                            database.number("select count(*) from holds where id = ? and status = 'open'", hold) == 0);

            // then
            long expired = database.number("select count(*) from holds where id = ? and status = 'expired'", hold);
            assertEquals(1, won(statuses) + expired, "round " + round + ": " + statuses + ", expired " + expired);
            captured += Collections.frequency(statuses, 201);
        }
        assertEquals(BigDecimal.valueOf(1_000_000 - 10_000 * captured, 2), balance(account));
        assertEquals(BigDecimal.valueOf(1_000_000 + 10_000 * captured, 2), balance(payee));
        assertEquals(new BigDecimal("0.00"), heldBack(account));
        assertEquals(0, database.number("""
                select count(*) from holds h join transactions t on t.hold_id = h.id
                where h.account_id = ? and t.completed_at >= h.expires_at""", account));
        assertTotals();
    }

    @Test
    void givenAHold_whenManyCaptureAPart_thenAsManySucceedAsThereAreParts() throws Exception {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "100.00");
        String token = tokens.token("service-1", "service").sign();

        // when
        List<Integer> statuses = atOnce(Collections.nCopies(32, () -> captureTen(token, hold)));

        // then
        assertEquals(10, Collections.frequency(statuses, 201), statuses.toString());
        assertEquals(22, Collections.frequency(statuses, 409), statuses.toString());
        assertEquals(new BigDecimal("9900.00"), balance(account));
        assertEquals(new BigDecimal("10100.00"), balance(payee));
        assertTotals();
    }

    @Test
    void givenMoneyForOneHold_whenManyAreMadeAndItIsSpentAtOnce_thenItIsPromisedOnce() throws Exception {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        String token = tokens.token("service-1", "service").sign();
        String owner = tokens.token(user, "user").sign();

        // when
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.addAll(Collections.nCopies(
                16, () -> hold(as(token), account, "6000", to(payee)).extract().statusCode()));
        tasks.addAll(Collections.nCopies(
                16,
                () -> once(as(owner))
                        .body(payment("-6000"))
                        .post("/transactions")
                        .statusCode()));
        Collections.shuffle(tasks);
        List<Integer> statuses = atOnce(tasks);

        // then
        assertEquals(1, Collections.frequency(statuses, 201), statuses.toString());
        assertEquals(31, Collections.frequency(statuses, 422), statuses.toString());
        assertEquals(400_000, database.number("select balance - held from balances where account_id = ?", account));
        assertTotals();
    }

    @Test
    void givenOneKey_whenManySendItAtOnce_thenOneHoldIsMade() throws Exception {
        // given
        UUID account = openAccount(user);
        String body = holdBody(account, "10", to(openAccount(otherUser)));
        String token = tokens.token("service-1", "service").sign();

        // when
        List<Integer> statuses = atOnce(Collections.nCopies(
                32,
                () -> as(token)
                        .header("Idempotency-Key", "one-" + user)
                        .body(body)
                        .post("/v1/holds")
                        .statusCode()));

        // then
        assertTrue(Set.of(201, 409).containsAll(statuses), statuses.toString());
        assertEquals(1, database.number("select count(*) from holds where account_id = ?", account));
        assertEquals(new BigDecimal("10.00"), heldBack(account));
    }

    private static int captureAll(String token, UUID hold) {
        return capture(as(token), hold, "{}").extract().statusCode();
    }

    private static int captureTen(String token, UUID hold) {
        return capture(as(token), hold, amount("10.00")).extract().statusCode();
    }

    private static int takeBack(String token, UUID hold) {
        return takeBack(as(token), hold).extract().statusCode();
    }

    /** As a further replica would. */
    private int runExpiry() {
        expiry.run().await().atMost(BOUND);
        return 409;
    }

    private static long won(List<Integer> statuses) {
        return statuses.stream().filter(status -> !REFUSED.contains(status)).count();
    }

    private static List<Integer> atOnce(List<Callable<Integer>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (Callable<Integer> task : tasks) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            for (Future<Integer> future : futures) {
                statuses.add(future.get());
            }
        }
        return statuses;
    }
}
