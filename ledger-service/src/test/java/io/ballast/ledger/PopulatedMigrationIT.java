package io.ballast.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the first release had written is all there, and is whole, after every migration since. */
class PopulatedMigrationIT {

    /** The first release's tables: two tenants, entries of three years, a pending top-up, and one with a reference. */
    private static final String FIRST_RELEASE = """
            insert into accounts (id, tenant, owner_type, owner_id, type, asset, balance)
            select md5(t.tenant || o.id)::uuid, t.tenant, o.owner_type, o.id, o.type, 'USD', 0
            from (values ('default'), ('acme')) as t (tenant),
                 (values ('system', 'system', 'system'), ('user', 'alice', 'personal'), ('user', 'bob', 'personal'))
                     as o (owner_type, id, type);

            insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id,
                                      user_id, metadata, created_at, completed_at)
            select md5(t.tenant || n)::uuid, t.tenant, 'topup', 'success', 100, 'USD', md5(t.tenant || 'alice')::uuid,
                   md5(t.tenant || 'system')::uuid, 'alice',
                   case when n = 1 then '{"reference": "first"}' else '{}' end::jsonb, at, at
            from (values ('default'), ('acme')) as t (tenant),
                 lateral (select n, now() - make_interval(days => 1000 - n) as at from generate_series(1, 1000) n) e;

            insert into ledger (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
            select tr.account_id, row_number() over (partition by tr.tenant order by tr.created_at), tr.tenant, tr.id, 100,
                   100 * row_number() over (partition by tr.tenant order by tr.created_at), tr.created_at
            from transactions tr
            union all
            select tr.counterparty_account_id, row_number() over (partition by tr.tenant order by tr.created_at), tr.tenant,
                   tr.id, -100, -100 * row_number() over (partition by tr.tenant order by tr.created_at), tr.created_at
            from transactions tr;

            insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id,
                                      user_id, created_at)
            select md5(tenant || 'pending')::uuid, tenant, 'topup', 'pending', 500, 'USD', md5(tenant || 'bob')::uuid,
                   md5(tenant || 'system')::uuid, 'bob', now()
            from (values ('default'), ('acme')) as t (tenant);

            insert into balances (account_id, tenant, balance, version)
            select a.id, a.tenant, coalesce(sum(l.amount), 0), count(l.version)
            from accounts a left join ledger l on l.account_id = a.id group by a.id, a.tenant;

            update accounts a set balance = b.balance from balances b where b.account_id = a.id""";

    private static final Map<String, String> COUNTS = Map.of(
            "accounts", "select count(*) from accounts",
            "balances", "select count(*) from balances",
            "entries", "select count(*) from ledger",
            "transactions", "select count(*) from transactions",
            "pending", "select count(*) from transactions where status = 'pending'",
            "balance of all users", "select sum(balance) from balances where balance > 0");

    private PostgresServer postgres;
    private Database database;

    @BeforeEach
    void migrateToTheFirstRelease() throws SQLException {
        postgres = PostgresServer.start();
        database = postgres.createDatabase("ledger");
        migrateTo("2");
        try (ServiceDatabase superuser = superuser()) {
            superuser.update(FIRST_RELEASE);
        }
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void givenAPopulatedDatabase_whenItIsMigrated_thenNothingIsLostAndTheBooksAreWhole() throws SQLException {
        try (ServiceDatabase superuser = superuser()) {
            // given
            Map<String, Long> before = counts(superuser);
            assertEquals(4_000, before.get("entries"));

            // when
            migrateTo("latest");

            // then
            assertEquals(before, counts(superuser));
            assertEquals(2, superuser.number("select count(*) from transactions where reference = 'first'"));
            assertEquals(0, superuser.number("select count(*) from ledger_unplaced"));
            assertTrue(superuser.number("select count(*) from pg_inherits where inhparent = 'ledger'::regclass") > 30);
            assertEquals(List.of(), superuser.query("""
                            select account_id from (
                                select account_id, version, balance_after,
                                       row_number() over (partition by account_id order by created_at, version) as place,
                                       sum(amount) over (partition by account_id order by created_at, version) as running
                                from ledger) e
                            where version <> place or balance_after <> running"""));
            assertEquals(List.of(), superuser.query("""
                            select b.account_id from balances b join accounts a on a.id = b.account_id
                            where b.balance <> a.balance or (a.floor is null) <> (a.type = 'system')
                            or b.updated_at < (select max(created_at) from ledger l where l.account_id = b.account_id)"""));
        }
    }

    @Test
    void givenAMonthThatWasLeftHalfRestored_whenTheDatabaseIsMigrated_thenNothingUnprovenIsRead() throws SQLException {
        migrateTo("10");
        try (ServiceDatabase superuser = superuser()) {
            // given
            superuser.update("""
                    insert into archives (tenant, month, state, entries, sha256)
                    select 'acme', date '2010-01-01', 'restoring', 2, repeat('0', 64)
                    union all
                    select 'default', date '2010-01-01', 'restored', 1, repeat('0', 64)""");
            superuser.inTenant("acme", () -> superuser.query("select make_archive_partition('2010-01-01')"));
            superuser.update("""
                    insert into ledger_archive (account_id, created_at, version, tenant, transaction_id, amount, balance_after)
                    select gen_random_uuid(), timestamptz '2010-01-02', 1, t.tenant, gen_random_uuid(), 5, 5
                    from (values ('acme'), ('default')) as t (tenant)""");

            // when
            migrateTo("latest");

            // then
            assertEquals(
                    List.of(Map.of("tenant", "default")),
                    superuser.query("select tenant from entries where created_at < '2011-01-01'"));
        }
    }

    private static Map<String, Long> counts(ServiceDatabase superuser) {
        return COUNTS.keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> superuser.number(COUNTS.get(name))));
    }

    private ServiceDatabase superuser() throws SQLException {
        return new ServiceDatabase(postgres.connect("ledger"));
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
