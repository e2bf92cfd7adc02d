package io.ballast.ledger.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Balances and their backups as they are stored, and the ways to mend them that no posting takes. Every method works on a
 * connection whose transaction names the tenant.
 */
@ApplicationScoped
public class StoredBalances {

    private static final String READ = """
            select a.id, a.owner_type, a.owner_id, a.type, a.status, a.created_at, a.floor, a.ceiling,
                   s.code, s.scale, s.name, a.balance as backup, b.balance, b.version, b.held,
                   (select coalesce(sum(h.amount - h.captured), 0)::bigint
                    from holds h
                    where h.account_id = a.id and h.status = 'open') as open_holds
            from accounts a
            join assets s on s.tenant = a.tenant and s.code = a.asset
            left join balances b on b.account_id = a.id
            where a.id = any($1)
            order by a.id""";

    private static final String NEXT = "select id from accounts where id > $1 order by id limit $2";

    private static final String COUNT = "select count(*) as accounts from accounts";

    private static final String INSERT = """
            insert into balances (account_id, tenant, balance, version)
            values ($1, current_setting('ballast.tenant'), 0, 0)
            on conflict (account_id) do nothing""";

    /** Those whose entries can tell what they hold; without entries the backup is the only trace of it. */
    private static final String INSERT_BY_ENTRIES = """
            insert into balances (account_id, tenant, balance, version)
            select a.id, a.tenant, 0, 0
            from accounts a
            where a.id = any($1)
            and not exists (select from balances b where b.account_id = a.id)
            and (a.balance = 0 or exists (select from entries l where l.account_id = a.id)
                 or exists (select from balance_checkpoints c where c.tenant = a.tenant and c.account_id = a.id))
            on conflict (account_id) do nothing""";

    /** Holds change under the account's lock only, so that what they come to stays so until the transaction ends. */
    private static final String CORRECT = """
            update balances b
            set balance = $2, version = $3, updated_at = greatest(b.updated_at, $4), held = h.held,
                hold_version = b.hold_version + (b.held <> h.held)::int
            from (select coalesce(sum(amount - captured), 0)::bigint as held
                  from holds
                  where account_id = $1 and status = 'open') h
            where b.account_id = $1""";

    private static final String CORRECT_BACKUP = "update accounts set balance = $2 where id = $1";

    private static final String SET_STATUS = """
            with changed as (
                update accounts set status = $3 where id = $1 and status = $2 returning tenant, id)
            insert into account_changes (tenant, account_id, changed_at, changed_by, what, from_value, to_value)
            select tenant, id, clock_timestamp(), $4, 'status', $2, $3 from changed""";

    /** Those of the accounts that exist, in order of id. */
    public Uni<List<StoredBalance>> read(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(StoredBalances::all);
    }

    /** The ids of the accounts that follow, in order. */
    public Uni<List<UUID>> idsAfter(SqlConnection connection, UUID id, int limit) {
        return connection.preparedQuery(NEXT).execute(Tuple.of(id, limit)).map(StoredBalances::ids);
    }

    public Uni<Long> count(SqlConnection connection) {
        return connection
                .query(COUNT)
                .execute()
                .map(rows -> rows.iterator().next().getLong("accounts"));
    }

    /** Gives the account a balance of nothing; false if it has one. */
    public Uni<Boolean> insert(SqlConnection connection, UUID id) {
        return connection.preparedQuery(INSERT).execute(Tuple.of(id)).map(inserted -> inserted.rowCount() == 1);
    }

    /** Gives a balance of nothing to those of the accounts that have none and whose entries can tell what they hold. */
    public Uni<Void> insertByEntries(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(INSERT_BY_ENTRIES)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /**
     * Sets balance, version and backup of an account whose lock is held, and what it keeps back to what its open holds do.
     *
     * @param at when its last entry was made, or null: no later entry may be older
     */
    public Uni<Void> correct(SqlConnection connection, UUID id, long balance, long version, Instant at) {
        return connection
                .preparedQuery(CORRECT)
                .execute(Tuple.of(id, balance, version, at == null ? null : at.atOffset(ZoneOffset.UTC)))
                .chain(() -> connection.preparedQuery(CORRECT_BACKUP).execute(Tuple.of(id, balance)))
                .replaceWithVoid();
    }

    /** Changes the status of an account and keeps who did that, if it is {@code from}. */
    public Uni<Void> setStatus(SqlConnection connection, UUID id, AccountStatus from, AccountStatus to, String by) {
        return connection
                .preparedQuery(SET_STATUS)
                .execute(Tuple.of(id, from.wireName(), to.wireName(), by))
                .replaceWithVoid();
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>(rows.size());
        rows.forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }

    private static List<StoredBalance> all(RowSet<Row> rows) {
        List<StoredBalance> stored = new ArrayList<>(rows.size());
        rows.forEach(row -> stored.add(new StoredBalance(
                AccountRows.account(row),
                row.getLong("balance"),
                row.getLong("version"),
                row.getLong("backup"),
                row.getLong("held"),
                row.getLong("open_holds"))));
        return stored;
    }
}
