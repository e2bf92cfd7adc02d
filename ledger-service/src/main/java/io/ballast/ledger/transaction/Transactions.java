package io.ballast.ledger.transaction;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The transactions of a tenant, on a connection whose transaction names it. */
@ApplicationScoped
public class Transactions {

    private static final String SELECT = "select " + TransactionRows.COLUMNS + """

            from transactions
            where tenant = current_setting('ballast.tenant') and id = $1
            """;

    private static final String LOCK = SELECT + "for update";

    private static final String REVERSAL = """
            select id
            from transactions
            where tenant = current_setting('ballast.tenant') and reversal_of = $1""";

    private static final String NOW = "select clock_timestamp() as now";

    /** Entries are found by their account and time, which the transaction knows: no index on the transaction is needed. */
    private static final String ENTRIES = """
            select account_id, version, amount, balance_after
            from entries
            where account_id = any($2) and created_at = $3 and transaction_id = $1
            order by amount, account_id, version
            """;

    private static final String INSERT = """
            insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id,
                                      user_id, reference, expires_at, created_at, completed_at)
            values ($1, current_setting('ballast.tenant'), $2, $3, $4, $5, $6, $7, $8, $9,
                    statement_timestamp() + make_interval(secs => $10::bigint), statement_timestamp(),
                    case when $3 = 'pending' then null else statement_timestamp() end)""";

    private static final String FAIL = """
            update transactions
            set status = 'failed', processed_by = $2, reason = $3, completed_at = clock_timestamp(),
                xid = ledger_xid(pg_current_xact_id())
            where tenant = current_setting('ballast.tenant') and id = $1 and status = 'pending'
            returning completed_at""";

    private final Accounts accounts;

    Transactions(Accounts accounts) {
        this.accounts = accounts;
    }

    public Uni<Optional<Transaction>> find(SqlConnection connection, UUID id) {
        return select(connection, SELECT, id);
    }

    /** Finds the transaction and keeps others from changing it until the connection's transaction ends. */
    public Uni<Optional<Transaction>> lock(SqlConnection connection, UUID id) {
        return select(connection, LOCK, id);
    }

    /** The database's clock; asked right after {@link #lock}, it tells the time when the lock was held. */
    public Uni<Instant> now(SqlConnection connection) {
        return connection.query(NOW).execute().map(rows -> instant(rows, "now"));
    }

    /** The entries of the transaction: what was taken before what was given. */
    public Uni<List<Entry>> entries(SqlConnection connection, Transaction transaction) {
        if (transaction.completedAt() == null) {
            return Uni.createFrom().item(List.of());
        }
        Map<UUID, Account> ends = Map.of(
                transaction.account().id(), transaction.account(),
                transaction.counterparty().id(), transaction.counterparty());
        return connection
                .preparedQuery(ENTRIES)
                .execute(Tuple.of(
                        transaction.id(),
                        ends.keySet().toArray(UUID[]::new),
                        transaction.completedAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> entries(rows, transaction.id(), ends));
    }

    /** Records a transaction that has no entries: one to be decided later, or one that moved nothing. */
    public Uni<Transaction> insert(SqlConnection connection, NewTransaction transaction) {
        Tuple row = Tuple.tuple()
                .addUUID(transaction.id())
                .addString(transaction.type().wireName())
                .addString(transaction.status().wireName())
                .addLong(transaction.amount())
                .addString(transaction.account().asset().code())
                .addUUID(transaction.account().id())
                .addUUID(transaction.counterpartyId())
                .addString(transaction.userId())
                .addString(transaction.reference())
                .addLong(
                        transaction.expiresIn() == null
                                ? null
                                : transaction.expiresIn().toSeconds());
        return connection
                .preparedQuery(INSERT)
                .execute(row)
                .chain(() -> find(connection, transaction.id()))
                .map(Optional::orElseThrow);
    }

    /**
     * Ends a pending transaction without an effect; returns when.
     *
     * @param processedBy who decided so, or null
     * @param reason a stable code
     */
    public Uni<Instant> fail(SqlConnection connection, UUID id, String processedBy, String reason) {
        return connection
                .preparedQuery(FAIL)
                .execute(Tuple.of(id, processedBy, reason))
                .map(rows -> instant(rows, "completed_at"));
    }

    /** The transaction that takes this one back, if there is one. */
    public Uni<Optional<UUID>> reversalOf(SqlConnection connection, UUID id) {
        return connection.preparedQuery(REVERSAL).execute(Tuple.of(id)).map(Transactions::firstId);
    }

    /** The transactions of rows that have the columns of {@link TransactionRows}, in their order. */
    public Uni<List<Transaction>> read(SqlConnection connection, RowSet<Row> rows) {
        Set<UUID> ends = HashSet.newHashSet(2 * rows.size());
        for (Row row : rows) {
            ends.add(row.getUUID("account_id"));
            ends.add(row.getUUID("counterparty_account_id"));
        }
        if (ends.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return accounts.findAll(connection, ends).map(states -> transactions(rows, byId(states)));
    }

    private Uni<Optional<Transaction>> select(SqlConnection connection, String sql, UUID id) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id))
                .flatMap(rows -> read(connection, rows))
                .map(found -> found.stream().findFirst());
    }

    private static List<Transaction> transactions(RowSet<Row> rows, Map<UUID, Account> accounts) {
        List<Transaction> transactions = new ArrayList<>(rows.size());
        rows.forEach(row -> transactions.add(TransactionRows.transaction(row, accounts)));
        return transactions;
    }

    private static Optional<UUID> firstId(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row.getUUID("id"));
        }
        return Optional.empty();
    }

    private static Map<UUID, Account> byId(List<AccountState> states) {
        return states.stream().map(AccountState::account).collect(Collectors.toMap(Account::id, Function.identity()));
    }

    private static List<Entry> entries(RowSet<Row> rows, UUID transactionId, Map<UUID, Account> accounts) {
        List<Entry> entries = new ArrayList<>(rows.size());
        for (Row row : rows) {
            entries.add(new Entry(
                    transactionId,
                    accounts.get(row.getUUID("account_id")),
                    row.getLong("version"),
                    row.getLong("amount"),
                    row.getLong("balance_after")));
        }
        return entries;
    }

    private static Instant instant(RowSet<Row> rows, String column) {
        return rows.iterator().next().getOffsetDateTime(column).toInstant();
    }
}
