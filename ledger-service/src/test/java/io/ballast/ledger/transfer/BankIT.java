package io.ballast.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Jepsen's bank: whatever moves between accounts, their sum stays, none goes below zero, and no version is missing. */
@QuarkusTest
class BankIT extends RunningService {

    private static final int THREADS = 8;
    private static final int TRANSFERS_A_THREAD = 25;

    @Test
    void givenManyAccounts_whenMoneyMovesBetweenThemAtOnce_thenTheSumStaysAndEventsComeInOrder() throws Exception {
        // given
        List<String> users =
                IntStream.range(0, 4).mapToObj(index -> user + "-" + index).toList();
        List<UUID> accounts = users.stream().map(this::openAccount).toList();
        String token = tokens.token("service-1", "service").sign();

        // when
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (long seed : LongStream.range(0, THREADS).toArray()) {
            tasks.add(() -> moveAtRandom(new Random(seed), accounts, token));
        }
        int accepted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> moved : threads.invokeAll(tasks)) {
                accepted += moved.get();
            }
        }

        // then
        BigDecimal sum = accounts.stream().map(this::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(new BigDecimal("40000.00"), sum);
        assertTrue(accounts.stream().map(this::balance).allMatch(balance -> balance.signum() >= 0));
        assertEquals(
                accepted,
                database.number(
                        "select count(*) from transactions where type = 'transfer' and account_id = any (?)",
                        (Object) accounts.toArray(UUID[]::new)));
        assertEntriesAreWhole(accounts);
        assertEventsAreWhole(users, accounts);
    }

    private int moveAtRandom(Random random, List<UUID> accounts, String token) {
        int accepted = 0;
        for (int count = 0; count < TRANSFERS_A_THREAD; count++) {
            int from = random.nextInt(accounts.size());
            int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
            String amount = BigDecimal.valueOf(random.nextInt(600_000) + 1L, 2).toPlainString();
            int status = once(as(token))
                    .body(transfer(accounts.get(from), accounts.get(to), amount))
                    .post("/v1/transfers")
                    .statusCode();
            assertTrue(status == 201 || status == 422, "status " + status);
            accepted += status == 201 ? 1 : 0;
        }
        return accepted;
    }

    private void assertEntriesAreWhole(List<UUID> accounts) {
        for (UUID account : accounts) {
            assertEquals(List.of(), database.query("""
                            select version from (
                                select version, balance_after, row_number() over (order by version) as position,
                                       sum(amount) over (order by version) as running,
                                       created_at < lag(created_at) over (order by version) as earlier
                                from ledger where account_id = ?) entries
                            where version <> position or balance_after <> running or earlier""", account));
            assertEquals(0, database.number("""
                            select count(*) from balances b where account_id = ?
                            and (balance <> (select sum(amount) from ledger l where l.account_id = b.account_id)
                                or version <> (select count(*) from ledger l where l.account_id = b.account_id))""", account));
        }
        assertEquals(List.of(), database.query("""
                        select transaction_id from ledger
                        where transaction_id in (select transaction_id from ledger where account_id = any (?))
                        group by transaction_id having sum(amount) <> 0""", (Object) accounts.toArray(UUID[]::new)));
    }

    private void assertEventsAreWhole(List<String> users, List<UUID> accounts) {
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            for (int index = 0; index < users.size(); index++) {
                String owner = users.get(index);
                long version =
                        database.number("select version from balances where account_id = ?", accounts.get(index));
                List<Long> expected = LongStream.rangeClosed(1, version).boxed().toList();
                eventually()
                        .untilAsserted(() -> assertEquals(
                                expected,
                                events.of(TENANT, owner, BalanceUpdated.class).stream()
                                        .map(BalanceUpdated::version)
                                        .distinct()
                                        .toList()));
            }
        }
    }
}
