package io.ballast.ledger.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The bank with promises: whatever is held, moved, taken back and expires, the sum stays and no promise is broken. */
@QuarkusTest
class HoldBankIT extends HoldingService {

    private static final int THREADS = 8;
    private static final int REQUESTS_A_THREAD = 25;
    private static final Set<Integer> DECIDED = Set.of(200, 201, 409, 422);

    @Test
    void givenManyAccounts_whenHoldsAndTransfersGoBothWaysAndExpire_thenEveryTotalIsRight() throws Exception {
        // given
        List<UUID> accounts = IntStream.range(0, 4)
                .mapToObj(index -> openAccount(user + "-" + index))
                .toList();
        String token = tokens.token("service-1", "service").sign();

        // when
        List<Callable<List<Integer>>> tasks = new ArrayList<>();
        for (long seed : LongStream.range(0, THREADS).toArray()) {
            tasks.add(() -> useAtRandom(new Random(seed), accounts, token));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<List<Integer>> used : threads.invokeAll(tasks)) {
                statuses.addAll(used.get());
            }
        }

        // then
        assertTrue(DECIDED.containsAll(statuses), statuses.toString());
        assertTotals();
        eventually()
                .until(() ->
                        accounts.stream().allMatch(account -> heldBack(account).signum() == 0));
        assertTotals();
        assertEquals(
                new BigDecimal("40000.00"),
                accounts.stream().map(this::balance).reduce(BigDecimal.ZERO, BigDecimal::add));
        Object ids = accounts.toArray(UUID[]::new);
        assertEquals(
                0, database.number("select count(*) from balances where account_id = any (?) and balance < held", ids));
        assertEquals(0, database.number("""
                select count(*) from balances b where account_id = any (?)
                and (balance <> (select sum(amount) from ledger l where l.account_id = b.account_id)
                    or version <> (select count(*) from ledger l where l.account_id = b.account_id))""", ids));
        assertEquals(0, database.number("""
                select count(*) from holds h where account_id = any (?)
                and captured <> coalesce((select -sum(t.amount) from transactions t where t.hold_id = h.id), 0)""", ids));
    }

    /** Every hold lasts a second, so that some expire while they are used. */
    private List<Integer> useAtRandom(Random random, List<UUID> accounts, String token) {
        List<UUID> holds = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        for (int count = 0; count < REQUESTS_A_THREAD; count++) {
            int from = random.nextInt(accounts.size());
            int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
            String amount = BigDecimal.valueOf(random.nextInt(400_000) + 1L, 2).toPlainString();
            int choice = holds.isEmpty() ? 0 : random.nextInt(5);
            ValidatableResponse answer = switch (choice) {
                case 0, 1 -> hold(as(token), accounts.get(from), amount, to(accounts.get(to)) + ", \"expiresIn\": 1");
                case 2 -> capture(as(token), any(random, holds), amount(amount));
                case 3 -> takeBack(as(token), any(random, holds));
                default ->
                    once(as(token))
                            .body(transfer(accounts.get(from), accounts.get(to), amount))
                            .post("/v1/transfers")
                            .then();
            };
            int status = answer.extract().statusCode();
            statuses.add(status);
            if (choice < 2 && status == 201) {
                holds.add(UUID.fromString(answer.extract().path("id")));
            }
        }
        return statuses;
    }

    private static UUID any(Random random, List<UUID> holds) {
        return holds.get(random.nextInt(holds.size()));
    }
}
