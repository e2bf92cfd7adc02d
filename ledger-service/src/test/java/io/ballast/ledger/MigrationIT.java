package io.ballast.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The schema is what the migrations make, and nothing is left to do after them. */
@QuarkusTest
class MigrationIT extends RunningService {

    @Inject
    Flyway flyway;

    @Test
    void givenAMigratedDatabase_whenItIsMigratedAgain_thenNothingIsDoneAndDataStays() {
        // given
        openAccount(user);
        long entries = database.number("select count(*) from ledger");

        // when
        int executed = flyway.migrate().migrationsExecuted;

        // then
        assertEquals(0, executed);
        assertEquals(0, flyway.info().pending().length);
        assertTrue(flyway.validateWithResult().validationSuccessful);
        assertEquals(entries, database.number("select count(*) from ledger"));
    }

    @Test
    void givenAMigratedDatabase_whenAssetsAreRead_thenTheDollarIsThere() {
        assertEquals(
                Map.of("code", "USD", "scale", 2, "name", "US dollar"),
                database.query("select * from default_assets where code = 'USD'")
                        .getFirst());
    }

    /** A posting rewrites balances all the time: an index on what it changes would cost it every heap-only update. */
    @Test
    void givenTheBalances_whenTheirIndexesAreLookedAt_thenNoneHoldsWhatChanges() {
        assertEquals(0, database.number("""
                select count(*) from pg_index i
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                where i.indrelid = any (array['balances'::regclass, 'accounts'::regclass])
                and a.attname in ('balance', 'version')"""));
    }

    @Test
    void givenTheEntries_whenTheirKeyIsLookedAt_thenItOrdersEachAccountsHistoryInTime() {
        assertEquals(
                "{account_id,created_at,version}",
                database.query("""
                        select array_agg(a.attname::text order by array_position(c.conkey, a.attnum))::text as key
                        from pg_constraint c
                        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
                        where c.conrelid = 'ledger'::regclass and c.contype = 'p'""").getFirst().get("key"));
    }
}
