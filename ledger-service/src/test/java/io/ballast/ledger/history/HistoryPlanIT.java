package io.ballast.ledger.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.ledger.Backdated;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions of the past cost what they ask for, and not what the ledger holds: seen in PostgreSQL's own account of them. */
@QuarkusTest
class HistoryPlanIT extends RunningService {

    private static final String PAST = "past-of-plans";
    private static final Pattern SCAN = Pattern.compile("(\\S+ Scan.*) on (ledger\\S*)");
    private static final Pattern ROWS = Pattern.compile("actual rows=([0-9.]+) loops=([0-9]+)");
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=([0-9]+)(?: read=([0-9]+))?");

    /** A tree that grew a level or two costs that many more pages in each month that is looked at. */
    private static final int GROWTH_OF_TREES = 12;

    private UUID account;

    @BeforeEach
    void giveItAPast() {
        Backdated past = new Backdated(database, PAST);
        account = past.account(user, Instant.parse("2011-01-01T00:00:00Z"));
        UUID other = past.account(otherUser, Instant.parse("2011-01-01T00:00:00Z"));
        for (int month = 1; month <= 9; month++) {
            past.transfer(other, account, 100, Instant.parse("2011-0" + month + "-03T00:00:00Z"));
        }
    }

    @Test
    void givenALedgerThatGrows_whenTheBalanceOfAMomentIsAsked_thenTheWorkStaysTheSame() {
        // given
        grow(2_000);
        Plan small = plan(BalancesAt.AT, "2011-05-20T00:00:00Z");

        // when
        grow(40_000);
        Plan large = plan(BalancesAt.AT, "2011-05-20T00:00:00Z");

        // then
        large.scans().forEach(scan -> assertTrue(scan.startsWith("Index"), large.text()));
        assertFalse(large.text().contains("ledger_201106"), large.text());
        assertTrue(large.rowsOfScans() <= large.scans().size(), large.text());
        assertTrue(large.buffers() <= small.buffers() + GROWTH_OF_TREES, small.text() + large.text());
    }

    @Test
    void givenACheckpoint_whenALaterMomentIsAsked_thenTheMonthsBeforeItAreNotLookedAt() {
        // given
        grow(2_000);
        database.update("""
                insert into balance_checkpoints (tenant, account_id, at, version, balance, entries)
                values (?, ?, timestamptz '2011-04-01 00:00:00Z', 3, 300, 1)""", PAST, account);
        database.update("analyze balance_checkpoints");

        // when
        Plan plan = plan(BalancesAt.AT, "2011-05-20T00:00:00Z");

        // then
        List<String> looked = plan.executed("ledger_20110[1-3]");
        assertEquals(List.of(), looked, plan.text());
    }

    @Test
    void givenALargeLedger_whenAPageOfEntriesIsRead_thenOnlyTheAccountsOwnAreTouched() {
        // given
        grow(40_000);

        // when
        String page = AccountEntries.PAGE
                .replace("$2", "timestamptz '2011-03-01 00:00:00Z'")
                .replace("$4", "0::bigint")
                .replace("$5", "4::bigint");
        Plan plan = explain(page.replace("$3", "timestamptz '2011-09-01 00:00:00Z'"));

        // then
        plan.scans().forEach(scan -> assertTrue(scan.startsWith("Index"), plan.text()));
        assertFalse(plan.text().contains("ledger_201102"), plan.text());
        assertFalse(plan.text().contains("ledger_201110"), plan.text());
    }

    private Plan plan(String sql, String moment) {
        return explain(sql.replace("$2", "timestamptz '" + moment + "'"));
    }

    /** As the service's role, so with row-level security. */
    private Plan explain(String sql) {
        String explain = "explain (analyze, buffers, costs off, timing off, summary off) "
                + sql.replace("$1", "'" + account + "'::uuid");
        try (ServiceDatabase service = serviceRole()) {
            service.inTenant(PAST, () -> service.query(explain));
            return new Plan(service.inTenant(PAST, () -> service.query(explain)).stream()
                    .map(row -> row.get("QUERY PLAN").toString())
                    .toList());
        }
    }

    /** Other accounts' entries in the same months. */
    private void grow(int entries) {
        database.update("""
                insert into ledger (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
                select gen_random_uuid(), 1, ?, gen_random_uuid(), 1, 1,
                       timestamptz '2011-01-01 00:00:00Z' + random() * interval '270 days'
                from generate_series(1, ?)""", PAST, entries);
        database.update("analyze ledger");
    }

    private record Plan(List<String> lines) {

        String text() {
            return String.join("\n", lines);
        }

        List<String> scans() {
            return lines.stream()
                    .map(SCAN::matcher)
                    .filter(Matcher::find)
                    .map(scan -> scan.group(1))
                    .toList();
        }

        List<String> executed(String table) {
            return lines.stream()
                    .filter(line -> line.matches(".* Scan .*" + table + ".*") && !line.contains("never executed"))
                    .toList();
        }

        double rowsOfScans() {
            return lines.stream()
                    .filter(line -> SCAN.matcher(line).find())
                    .map(ROWS::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(rows -> Double.parseDouble(rows.group(1)) * Long.parseLong(rows.group(2)))
                    .sum();
        }

        long buffers() {
            return lines.stream()
                    .map(BUFFERS::matcher)
                    .filter(Matcher::find)
                    .findFirst()
                    .map(buffers -> Long.parseLong(buffers.group(1))
                            + (buffers.group(2) == null ? 0 : Long.parseLong(buffers.group(2))))
                    .orElseThrow();
        }
    }
}
