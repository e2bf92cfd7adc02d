package io.ballast.autodeposit.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.DatabaseFixture;
import io.ballast.autodeposit.DatabaseFixture.ActingAs;
import io.ballast.autodeposit.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's columns and queries, as the service's own role sees them. */
@QuarkusTest
class SnapshotQueriesIT extends RunningService {

    private static final ActingAs USER = new ActingAs("default", "user-a", null);

    @Test
    void givenTheReferencesTable_thenItsColumnsAreHereWithTheirTypes() {
        List<String> columns = database.query("""
                        select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) as definition
                        from pg_attribute a
                        where a.attrelid = 'balance_snapshots'::regclass and a.attnum > 0 and a.attname <> 'tenant'
                        order by a.attnum
                        """).stream()
                .map(row -> (String) row.get("definition"))
                .toList();

        assertEquals(
                List.of(
                        "id uuid",
                        "user_id text",
                        "wallet_id uuid",
                        "usdc_balance numeric(20,7)",
                        "previous_balance numeric(20,7)",
                        "balance_change numeric(20,7)",
                        "snapshot_type text",
                        "auto_deposit_triggered boolean",
                        "deposit_amount numeric(20,7)",
                        "transaction_hash text",
                        "created_at timestamp with time zone"),
                columns);
    }

    /** Sorting and scanning are made unattractive: what is asked is whether the index can answer, not how it is costed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balance_snapshots_by_user      | user_id = 'user-a'",
                "balance_snapshots_by_user      | user_id = 'user-a' and created_at >= '2026-01-01' and (created_at, id)"
                        + " < ('2026-02-01', '00000000-0000-0000-0000-000000000000')",
                "balance_snapshots_triggered    | user_id = 'user-a' and auto_deposit_triggered = true",
                "balance_snapshots_by_wallet    | wallet_id = '00000000-0000-0000-0000-000000000000'"
            })
    void givenAQueryOfTheReference_whenPlanned_thenItsIndexGivesTheRowsInOrder(String index, String condition) {
        try (DatabaseFixture role = serviceRole()) {
            role.query(
                    "select set_config('enable_seqscan', 'off', false), set_config('enable_bitmapscan', 'off', false)");

            String plan = role.inTransaction(
                    USER,
                    () -> role
                            .query("explain select * from balance_snapshots where " + condition
                                    + " order by created_at desc limit 50")
                            .stream()
                            .map(row -> (String) row.get("QUERY PLAN"))
                            .collect(Collectors.joining("\n")));

            assertTrue(plan.contains("using " + index + " on"), plan);
            assertTrue(plan.contains("Index Cond: "), plan);
            assertTrue(index.endsWith("by_wallet") || plan.contains("((tenant = "), plan);
            assertFalse(plan.contains("Sort"), plan);
        }
    }
}
