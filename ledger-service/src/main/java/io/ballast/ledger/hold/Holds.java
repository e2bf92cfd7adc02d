package io.ballast.ledger.hold;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The holds of a tenant, on a connection whose transaction names it, and what they add up to in {@code balances.held}. Who
 * changes a hold has locked its account's balance first, then the hold's row.
 */
@ApplicationScoped
class Holds {

    private static final String SELECT =
            HoldRows.SELECT + "where tenant = current_setting('ballast.tenant') and id = $1";

    private static final String LOCK = SELECT + " for update";

    /** One condition for the first page and the others, so that each is one stretch of the index. */
    private static final String LIST = HoldRows.SELECT
            + "where account_id = $1 and id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
            + " order by id desc limit $3";

    private static final String INSERT = """
            insert into holds (id, tenant, account_id, to_account_id, type, amount, user_id, reference, created_at,
                               expires_at)
            values ($1, current_setting('ballast.tenant'), $2, $3, $4, $5, $6, $7, $8, $9)""";

    private static final String UPDATE = """
            update holds
            set status = $3, captured = $4, closed_at = $5
            where tenant = current_setting('ballast.tenant') and id = $1 and status = 'open' and captured = $2""";

    /** Only from the state that was decided on. */
    private static final String HELD = """
            update balances
            set held = held + $4, hold_version = hold_version + 1, updated_at = $5
            where account_id = $1 and version = $2 and hold_version = $3""";

    private final Accounts accounts;

    Holds(Accounts accounts) {
        this.accounts = accounts;
    }

    Uni<Optional<Hold>> find(SqlConnection connection, UUID id) {
        return read(connection, SELECT, Tuple.of(id))
                .map(found -> found.stream().findFirst());
    }

    /**
     * What the account holds back and has held back, newest first.
     *
     * @param before the hold that the page before ended with, or null
     */
    Uni<List<Hold>> list(SqlConnection connection, UUID accountId, UUID before, int limit) {
        return read(connection, LIST, Tuple.of(accountId, before, limit));
    }

    /**
     * Locks the accounts, then the hold, until the transaction ends, and reads them as they are then: the hold at the time
     * of its account.
     *
     * @param seen the hold as it was before; its accounts never change
     * @param accountIds the hold's account, and its payee if the payee's balance is to change
     */
    Uni<LockedHold> lock(SqlConnection connection, Hold seen, Collection<UUID> accountIds) {
        return Uni.combine()
                .all()
                .unis(
                        accounts.lockAndRead(connection, accountIds),
                        connection.preparedQuery(LOCK).execute(Tuple.of(seen.id())))
                .with((states, rows) -> locked(seen, states, rows));
    }

    /** Records a new hold, and that the locked account keeps back so much more. */
    Uni<Void> insert(SqlConnection connection, Hold hold, AccountState account) {
        Tuple row = Tuple.tuple()
                .addUUID(hold.id())
                .addUUID(hold.account().id())
                .addUUID(hold.payee().id())
                .addString(hold.type().wireName())
                .addLong(hold.amount())
                .addString(hold.userId())
                .addString(hold.reference())
                .addOffsetDateTime(hold.createdAt().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(hold.expiresAt().atOffset(ZoneOffset.UTC));
        return Uni.combine()
                .all()
                .unis(run(connection, INSERT, row), hold(connection, account, hold.amount()))
                .discardItems();
    }

    /** Records what a capture has left of the hold; what the account keeps back was changed with the posting. */
    Uni<Void> update(SqlConnection connection, HoldVerdict.Accepted verdict) {
        Hold after = verdict.after();
        Tuple row = Tuple.tuple()
                .addUUID(after.id())
                .addLong(verdict.before().captured())
                .addString(after.status().wireName())
                .addLong(after.captured())
                .addOffsetDateTime(
                        after.closedAt() == null ? null : after.closedAt().atOffset(ZoneOffset.UTC));
        return run(connection, UPDATE, row);
    }

    /** Records what a void has left of the hold, and that the locked account keeps back so much less. */
    Uni<Void> release(SqlConnection connection, HoldVerdict.Accepted verdict, AccountState account) {
        return Uni.combine()
                .all()
                .unis(update(connection, verdict), hold(connection, account, -verdict.released()))
                .discardItems();
    }

    private static Uni<Void> hold(SqlConnection connection, AccountState account, long more) {
        Tuple row = Tuple.tuple()
                .addUUID(account.account().id())
                .addLong(account.version())
                .addLong(account.holdVersion())
                .addLong(more)
                .addOffsetDateTime(account.asOf().atOffset(ZoneOffset.UTC));
        return run(connection, HELD, row);
    }

    /** A row that is not there means that something else came between: nothing of it may be committed. */
    private static Uni<Void> run(SqlConnection connection, String sql, Tuple row) {
        return connection
                .preparedQuery(sql)
                .execute(row)
                .invoke(result -> requireOne(result, sql))
                .replaceWithVoid();
    }

    private static void requireOne(RowSet<Row> result, String sql) {
        if (result.rowCount() != 1) {
            throw new IllegalStateException(result.rowCount() + " rows instead of one by " + sql);
        }
    }

    private static LockedHold locked(Hold seen, List<AccountState> states, RowSet<Row> rows) {
        Map<UUID, Account> ends =
                Map.of(seen.account().id(), seen.account(), seen.payee().id(), seen.payee());
        AccountState payer = states.stream()
                .filter(state -> state.account().id().equals(seen.account().id()))
                .findFirst()
                .orElseThrow();
        return new LockedHold(HoldRows.hold(rows.iterator().next(), ends, payer.asOf()), payer);
    }

    private Uni<List<Hold>> read(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).flatMap(rows -> withAccounts(connection, rows));
    }

    private Uni<List<Hold>> withAccounts(SqlConnection connection, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Uni.createFrom().item(List.of());
        }
        return accounts.findAll(connection, ends(rows)).map(states -> holds(rows, byId(states)));
    }

    private static Set<UUID> ends(RowSet<Row> rows) {
        Set<UUID> ends = new HashSet<>();
        for (Row row : rows) {
            ends.add(row.getUUID("account_id"));
            ends.add(row.getUUID("to_account_id"));
        }
        return ends;
    }

    private static Map<UUID, Account> byId(List<AccountState> states) {
        return states.stream().map(AccountState::account).collect(Collectors.toMap(Account::id, Function.identity()));
    }

    private static List<Hold> holds(RowSet<Row> rows, Map<UUID, Account> accounts) {
        List<Hold> holds = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Instant asOf = row.getOffsetDateTime("as_of").toInstant();
            holds.add(HoldRows.hold(row, accounts, asOf));
        }
        return holds;
    }

    /**
     * A hold and its account, both locked.
     *
     * @param payer the account that keeps the money back
     */
    record LockedHold(Hold hold, AccountState payer) {}
}
