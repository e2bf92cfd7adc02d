package io.ballast.autodeposit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the first deposits had written is all there after every migration since, and nobody loses it with a wallet. */
class PopulatedMigrationIT {

    private static final List<String> TABLES = List.of(
            "stellar_wallets",
            "deposit_rules",
            "deposit_rule_changes",
            "credits",
            "deposits",
            "deposit_allocations",
            "deposit_transitions");

    /** Two tenants with a hundred wallets each; the audit of one wallet speaks of what was deleted before. */
    private static final String FIRST_DEPOSITS = """
            insert into stellar_wallets (id, tenant, user_id, public_key, network)
            select md5(t.tenant || n)::uuid, t.tenant, 'user-' || n, 'G' || n, 'x'
              from (values ('default'), ('acme')) as t (tenant), generate_series(1, 100) n;

            insert into deposit_rules (wallet_id, tenant, user_id, network, account, enabled, threshold, floor, share,
                                       cool_down_seconds, dry_run, own_addresses, version)
            select id, tenant, user_id, network, public_key, tenant = 'default', 1, 0, 10000, 0, false, '{}', 1
              from stellar_wallets;

            insert into deposit_rule_changes (tenant, user_id, wallet_id, version, changed_by, after)
            select tenant, user_id, id, 1, user_id, '{}'::jsonb from stellar_wallets
            union all
            select 'default', 'user-gone', gen_random_uuid(), 1, 'user-gone', '{}'::jsonb;

            insert into credits (tenant, user_id, wallet_id, network, chain_event_id, amount, eligibility, allocated,
                                 transaction_hash, height, happened_at)
            select tenant, user_id, id, network, 'event', 10, 'eligible', 10, 'hash', 5, now() from stellar_wallets;

            insert into deposits (id, tenant, user_id, wallet_id, account, network, vault, amount, previous_balance,
                                  current_balance, snapshot_id, dry_run, state, attempts, tries, version)
            select gen_random_uuid(), tenant, user_id, id, public_key, network, 'C', 10, 0, 10, gen_random_uuid(), false,
                   'confirmed', '[]', 0, 7
              from stellar_wallets;

            insert into deposit_allocations (deposit_id, credit_id, tenant, user_id, consumed)
            select d.id, c.id, d.tenant, d.user_id, 10 from deposits d join credits c on c.wallet_id = d.wallet_id;

            insert into deposit_transitions (deposit_id, version, tenant, user_id, state, attempt)
            select id, 7, tenant, user_id, 'confirmed', 1 from deposits
            union all
            select gen_random_uuid(), 1, 'default', 'user-gone', 'planned', 0""";

    private PostgresServer postgres;
    private Database database;

    @BeforeEach
    void migrateToTheFirstDeposits() throws SQLException {
        postgres = PostgresServer.start();
        database = postgres.createDatabase("auto_deposit");
        migrateTo("81");
        try (ServiceDatabase superuser = superuser()) {
            superuser.update(FIRST_DEPOSITS);
        }
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void givenAPopulatedDatabase_whenItIsMigrated_thenNothingIsLostAlsoNotWithAWallet() throws SQLException {
        try (ServiceDatabase superuser = superuser()) {
            // given
            Map<String, Long> before = counts(superuser);
            assertEquals(200, before.get("deposits"));

            // when
            migrateTo("latest");

            // then
            assertEquals(before, counts(superuser));
            for (String table : List.of("stellar_wallets", "deposits", "credits")) {
                assertThrows(SqlFailed.class, () -> superuser.update("delete from " + table));
            }
            superuser.update("delete from deposit_rules");
            assertThrows(SqlFailed.class, () -> superuser.update("delete from stellar_wallets"));
            assertEquals(before.get("credits"), counts(superuser).get("credits"));
        }
    }

    private static Map<String, Long> counts(ServiceDatabase superuser) {
        return TABLES.stream()
                .collect(Collectors.toMap(table -> table, table -> superuser.number("select count(*) from " + table)));
    }

    private ServiceDatabase superuser() throws SQLException {
        return new ServiceDatabase(postgres.connect("auto_deposit"));
    }

    private void migrateTo(String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.owner(), database.ownerPassword())
                .locations("db/migration", "db/events")
                .placeholders(Map.of("service_role", database.role()))
                .outOfOrder(true)
                .target(target)
                .load()
                .migrate();
    }
}
