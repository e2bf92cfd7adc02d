package io.ballast.ledger;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Accounts with a past: what the service would have written had it run then. */
public final class Backdated {

    /** All of it at once: nobody ever sees a transaction without its entries. */
    private static final String TRANSFER = """
            with transferred as (
                insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id,
                                          user_id, created_at, completed_at)
                values (?, ?, 'transfer', 'success', ?, 'USD', ?, ?, 'past', ?, ?)
            ), entered as (
                insert into ledger (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
                values (?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?)
                returning account_id, version, balance_after, created_at
            ), balanced as (
                update balances b
                set balance = e.balance_after, version = e.version, updated_at = e.created_at
                from entered e
                where b.account_id = e.account_id
            )
            update accounts a set balance = e.balance_after from entered e where a.id = e.account_id""";

    private final ServiceDatabase database;
    private final String tenant;
    private final Map<UUID, Long> versions = new HashMap<>();
    private final Map<UUID, Long> balances = new HashMap<>();

    public Backdated(ServiceDatabase database, String tenant) {
        this.database = database;
        this.tenant = tenant;
        database.update("""
                insert into assets (tenant, code, scale, name) values (?, 'USD', 2, 'US dollar')
                on conflict do nothing""", tenant);
    }

    /** Opens an account that may go below zero. */
    public UUID account(String userId, Instant at) {
        UUID id = UUID.randomUUID();
        database.update("""
                insert into accounts (id, tenant, owner_type, owner_id, type, asset, floor, created_at)
                values (?, ?, 'user', ?, 'personal', 'USD', null, ?)""", id, tenant, userId, sql(at));
        database.update(
                "insert into balances (account_id, tenant, balance, version, updated_at) values (?, ?, 0, 0, ?)",
                id,
                tenant,
                sql(at));
        versions.put(id, 0L);
        balances.put(id, 0L);
        return id;
    }

    /** Moves so many smallest units at that time; the transaction. */
    public UUID transfer(UUID from, UUID to, long units, Instant at) {
        UUID transaction = UUID.randomUUID();
        database.query(
                "select make_ledger_partition(?)", at.atOffset(ZoneOffset.UTC).toLocalDate());
        Entry debit = entry(from, -units);
        Entry credit = entry(to, units);
        database.update(
                TRANSFER,
                transaction,
                tenant,
                -units,
                from,
                to,
                sql(at),
                sql(at),
                from,
                debit.version(),
                tenant,
                transaction,
                -units,
                debit.balance(),
                sql(at),
                to,
                credit.version(),
                tenant,
                transaction,
                units,
                credit.balance(),
                sql(at));
        return transaction;
    }

    /** As if an entry had been lost. */
    public void loseAVersion(UUID account) {
        versions.merge(account, 1L, Long::sum);
    }

    private Entry entry(UUID account, long amount) {
        return new Entry(versions.merge(account, 1L, Long::sum), balances.merge(account, amount, Long::sum));
    }

    private static OffsetDateTime sql(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    /** What an entry says of its account. */
    private record Entry(long version, long balance) {}
}
