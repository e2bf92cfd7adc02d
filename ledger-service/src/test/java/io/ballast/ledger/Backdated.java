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
        database.update("""
                insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id,
                                          user_id, created_at, completed_at)
                values (?, ?, 'transfer', 'success', ?, 'USD', ?, ?, 'past', ?, ?)""", transaction, tenant, -units, from, to, sql(at), sql(at));
        entry(from, transaction, -units, at);
        entry(to, transaction, units, at);
        return transaction;
    }

    /** As if an entry had been lost. */
    public void loseAVersion(UUID account) {
        versions.merge(account, 1L, Long::sum);
    }

    private void entry(UUID account, UUID transaction, long amount, Instant at) {
        long version = versions.merge(account, 1L, Long::sum);
        long balance = balances.merge(account, amount, Long::sum);
        database.update("""
                insert into ledger (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
                values (?, ?, ?, ?, ?, ?, ?)""", account, version, tenant, transaction, amount, balance, sql(at));
        database.update(
                "update balances set balance = ?, version = ?, updated_at = ? where account_id = ?",
                balance,
                version,
                sql(at),
                account);
        database.update("update accounts set balance = ? where id = ?", balance, account);
    }

    private static OffsetDateTime sql(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
