package io.ballast.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is completed is sealed once, in order, whatever commits when; and what was sealed can not be changed unseen. */
@QuarkusTest
class SealerIT extends ReceiptFixture {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int AT_ONCE = 150;

    @Inject
    Sealer sealer;

    @Inject
    BlockChecks checks;

    @Test
    void givenATransactionThatCommitsLate_whenOthersAreSealed_thenItIsNotMissed() {
        // given
        UUID mine = open(user);
        UUID theirs = open(otherUser);
        sealed(move(mine, theirs, "1"));
        UUID late = UUID.randomUUID();
        String prompt;
        database.begin();
        try {
            database.update("""
                    insert into transactions (id, tenant, type, status, amount, asset, account_id,
                                              counterparty_account_id, user_id, created_at, completed_at)
                    values (?, ?, 'transfer', 'success', -100, 'USD', gen_random_uuid(), gen_random_uuid(), 'late',
                            now(), now())""", late, tenant);

            // when
            prompt = move(mine, theirs, "2");
            seal();

            // then
            assertProblem(receipt(asStaff(), prompt).then(), 409, "receipt-pending");
        } finally {
            commit();
        }
        sealed(prompt);
        assertEquals(1, database.number("""
                select count(*) from transactions t
                join lateral (select number from ledger_blocks where tenant = t.tenant
                              and (last_xid, last_id) >= (t.xid, t.id) order by last_xid, last_id limit 1) b on true
                where t.id = ?""", late));
        assertEverythingIsSealedOnce();
    }

    @Test
    void givenOneDatabaseTransactionOfMoreThanABlock_whenItIsSealed_thenTheBlocksShareIt() {
        // given
        UUID mine = open(user);
        UUID theirs = open(otherUser);

        // when
        List<String> ids = moveAtOnce(mine, theirs, AT_ONCE);
        ids.forEach(this::sealed);

        // then
        assertEverythingIsSealedOnce();
        assertTrue(database.number("select count(*) from ledger_blocks where tenant = ?", tenant) >= 3);
        assertEquals(
                AT_ONCE,
                database.number(
                        "select count(*) from transactions where tenant = ? and type = 'transfer'"
                                + " and xid = (select xid from transactions where tenant = ? and id = ?)",
                        tenant,
                        tenant,
                        UUID.fromString(ids.getFirst())));
    }

    @Test
    void givenSealedTransactions_whenOneIsChangedInTheDatabase_thenTheCheckReportsIt() {
        // given
        UUID mine = open(user);
        UUID theirs = open(otherUser);
        String id = move(mine, theirs, "5");
        sealed(id);
        check();
        long before = mismatches();

        // when
        tamper(id, 1);

        // then
        eventually().until(() -> mismatches() > before);
        assertProblem(receipt(asStaff(), id).then(), 500, "receipt-mismatch");

        // when
        tamper(id, -1);

        // then
        eventually().until(() -> mismatches() == before);
    }

    @Test
    void givenADumpInAnotherServer_whenItCountsItsTransactionsFromLess_thenTheChainGoesOnWhereItWas() {
        // given
        UUID mine = open(user);
        UUID theirs = open(otherUser);
        String before = move(mine, theirs, "1");
        sealed(before);
        AtomicReference<String> first = new AtomicReference<>();

        // when
        database.begin();
        try {
            database.query("select pg_current_xact_id()::text");
            first.set(move(mine, theirs, "2"));
            numberFromMuchMore(1_000_000_000L);
        } finally {
            commit();
        }

        // then
        sealed(first.get());
        sealed(move(mine, theirs, "3"));
        sealed(before);
        assertEverythingIsSealedOnce();
        check();
        assertEquals(0, database.number("""
                select count(*) from transactions t, block_chains c
                where t.tenant = ? and c.tenant = t.tenant and (t.xid, t.id) > (c.sealed_xid, c.sealed_id)""", tenant));
    }

    @Test
    void givenBlocks_whenTheyAreRewritten_thenPostgresRefuses() {
        // given
        sealed(move(open(user), open(otherUser), "1"));

        // then
        try (ServiceDatabase service = serviceRole()) {
            for (String statement : List.of(
                    "update ledger_blocks set count = 1",
                    "delete from ledger_blocks",
                    "truncate ledger_blocks",
                    "update block_chains set salt_key = ''",
                    "delete from block_chains",
                    "insert into block_chains (tenant, salt_key) values ('other', sha256(''))")) {
                SqlFailed failed =
                        assertThrows(SqlFailed.class, () -> service.inTenant(tenant, () -> service.update(statement)));
                assertTrue(failed.getMessage().startsWith("42501"), failed.getMessage());
            }
            assertEquals(0, service.number("select count(*) from ledger_blocks"));
            assertEquals(0, service.number("select count(*) from block_chains"));
            assertEquals(1, service.inTenant(tenant, () -> service.number("select count(*) from block_chains")));
        }
        for (String statement :
                List.of("update ledger_blocks set count = 1", "delete from ledger_blocks", "truncate ledger_blocks")) {
            SqlFailed failed = assertThrows(SqlFailed.class, () -> database.update(statement));
            assertTrue(failed.getMessage().startsWith("23001"), failed.getMessage());
        }
    }

    private void assertEverythingIsSealedOnce() {
        Map<String, Object> counts = database.query("""
                        select (select count(*) from transactions where tenant = ? and status = 'success') as completed,
                               (select sum(count) from ledger_blocks where tenant = ?) as sealed""", tenant, tenant).getFirst();
        assertEquals(((Number) counts.get("completed")).longValue(), ((Number) counts.get("sealed")).longValue());
        assertEquals(counts.get("completed"), database.number("""
                        select count(distinct leaf) from ledger_blocks b
                        cross join lateral (select substring(b.leaves from n * 32 + 1 for 32) as leaf
                                            from generate_series(0, b.count - 1) as n) l
                        where b.tenant = ?""", tenant));
    }

    private void seal() {
        sealer.run().await().atMost(BOUND);
    }

    private void check() {
        checks.run().await().atMost(BOUND);
    }

    private long mismatches() {
        check();
        String metrics = RestAssured.get(management.resolve("metrics")).asString();
        return metrics.lines()
                .filter(line -> line.startsWith("ledger_block_mismatch"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** As a superuser could, past all triggers. */
    private void tamper(String id, long units) {
        database.update("set session_replication_role = replica");
        assertEquals(
                2,
                database.update(
                        "update ledger set balance_after = balance_after + ? where tenant = ? and transaction_id = ?",
                        units,
                        tenant,
                        UUID.fromString(id)));
        database.update("set session_replication_role = default");
    }

    /** What is sealed, as if it had been so by a server that had counted further. */
    private void numberFromMuchMore(long more) {
        database.update("set local session_replication_role = replica");
        database.update(
                "update transactions t set xid = t.xid + ? from block_chains c"
                        + " where t.tenant = ? and c.tenant = t.tenant and (t.xid, t.id) <= (c.sealed_xid, c.sealed_id)",
                more,
                tenant);
        database.update("update ledger_blocks set last_xid = last_xid + ? where tenant = ?", more, tenant);
        database.update("update block_chains set sealed_xid = sealed_xid + ? where tenant = ?", more, tenant);
    }

    private void commit() {
        database.update("commit");
        database.rollBack();
    }
}
