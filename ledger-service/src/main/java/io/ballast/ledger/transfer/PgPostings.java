package io.ballast.ledger.transfer;

import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Writes a decided batch: one statement a table, whatever the batch's size, sent without waiting for one another. */
@ApplicationScoped
class PgPostings {

    private static final String NEW_TRANSACTIONS = """
            insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id,
                                      user_id, processed_by, reference, metadata, reversal_of, hold_id,
                                      created_at, completed_at)
            select t.id, current_setting('ballast.tenant'), t.type, 'success', t.amount, t.asset, t.account_id,
                   t.counterparty_account_id, t.user_id, t.processed_by, t.reference, t.metadata::jsonb,
                   t.reversal_of, t.hold_id, $1, $1
            from unnest($2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::uuid[], $7::uuid[], $8::text[],
                        $9::text[], $10::text[], $11::text[], $12::uuid[], $13::uuid[])
                as t (id, type, amount, asset, account_id, counterparty_account_id, user_id, processed_by, reference,
                      metadata, reversal_of, hold_id)""";

    /** A top-up that was pending becomes a success. PostgreSQL does more for each row of such a statement. */
    private static final String NEW_OR_PENDING_TRANSACTIONS = NEW_TRANSACTIONS + """

            on conflict (tenant, id) do update
            set status = excluded.status, processed_by = excluded.processed_by, completed_at = excluded.completed_at,
                xid = excluded.xid
            where transactions.status = 'pending'""";

    private static final String ENTRIES = """
            insert into ledger (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
            select e.account_id, e.version, current_setting('ballast.tenant'), e.transaction_id, e.amount,
                   e.balance_after, $1
            from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::bigint[], $6::bigint[])
                as e (account_id, version, transaction_id, amount, balance_after)""";

    /** Only from the version that was decided on: whatever else goes wrong, no version is given twice. */
    private static final String BALANCES = """
            update balances b
            set balance = n.balance, version = n.version, held = b.held - n.released, updated_at = $1
            from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
                as n (account_id, balance, previous_version, version, released)
            where b.account_id = n.account_id and b.version = n.previous_version""";

    private static final String BACKUPS = """
            update accounts a
            set balance = n.balance
            from unnest($1::uuid[], $2::bigint[]) as n (account_id, balance)
            where a.id = n.account_id""";

    private static final String NO_METADATA = "{}";

    /** Writes the accepted postings; the accounts' locks are held by the connection's transaction. */
    Uni<Void> write(SqlConnection connection, PostedBatch batch) {
        List<Posting.Accepted> accepted = batch.accepted();
        if (accepted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Entry> entries = batch.entries();
        Collection<AccountChange> changes = batch.changes();
        return Uni.join()
                .all(
                        run(connection, transactionsSql(accepted), transactions(batch, accepted), accepted.size()),
                        run(connection, ENTRIES, entries(batch, entries), entries.size()),
                        run(connection, BALANCES, balances(batch, changes), changes.size()),
                        run(connection, BACKUPS, backups(changes), changes.size()))
                .andFailFast()
                .replaceWithVoid();
    }

    private static String transactionsSql(List<Posting.Accepted> accepted) {
        return accepted.stream().anyMatch(posting -> posting.transfer().type() == TransactionType.TOPUP)
                ? NEW_OR_PENDING_TRANSACTIONS
                : NEW_TRANSACTIONS;
    }

    private static Uni<Void> run(SqlConnection connection, String sql, Tuple columns, int rows) {
        return connection
                .preparedQuery(sql)
                .execute(columns)
                .invoke(result -> requireRows(result, rows, sql))
                .replaceWithVoid();
    }

    /** A row that is missing means a half-written posting: nothing of it may be committed. */
    private static void requireRows(RowSet<Row> result, int rows, String sql) {
        if (result.rowCount() != rows) {
            throw new IllegalStateException(result.rowCount() + " rows instead of " + rows + " by " + sql);
        }
    }

    private static Tuple transactions(PostedBatch batch, List<Posting.Accepted> accepted) {
        List<Transaction> transactions =
                accepted.stream().map(batch::transaction).toList();
        return Tuple.tuple()
                .addOffsetDateTime(batch.at().atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(uuids(transactions, Transaction::id))
                .addArrayOfString(
                        texts(transactions, transaction -> transaction.type().wireName()))
                .addArrayOfLong(numbers(transactions, Transaction::amount))
                .addArrayOfString(texts(
                        transactions,
                        transaction -> transaction.account().asset().code()))
                .addArrayOfUUID(
                        uuids(transactions, transaction -> transaction.account().id()))
                .addArrayOfUUID(uuids(
                        transactions, transaction -> transaction.counterparty().id()))
                .addArrayOfString(texts(transactions, Transaction::userId))
                .addArrayOfString(texts(transactions, Transaction::processedBy))
                .addArrayOfString(texts(transactions, Transaction::reference))
                .addArrayOfString(texts(transactions, PgPostings::metadata))
                .addArrayOfUUID(uuids(transactions, Transaction::reversalOf))
                .addArrayOfUUID(
                        uuids(accepted, posting -> posting.transfer().note().holdId()));
    }

    private static String metadata(Transaction transaction) {
        return transaction.metadata().isEmpty() ? NO_METADATA : new JsonObject(transaction.metadata()).encode();
    }

    private static Tuple entries(PostedBatch batch, List<Entry> entries) {
        return Tuple.tuple()
                .addOffsetDateTime(batch.at().atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(uuids(entries, entry -> entry.account().id()))
                .addArrayOfLong(numbers(entries, Entry::version))
                .addArrayOfUUID(uuids(entries, Entry::transactionId))
                .addArrayOfLong(numbers(entries, Entry::amount))
                .addArrayOfLong(numbers(entries, Entry::balanceAfter));
    }

    private static Tuple balances(PostedBatch batch, Collection<AccountChange> changes) {
        return Tuple.tuple()
                .addOffsetDateTime(batch.at().atOffset(ZoneOffset.UTC))
                .addArrayOfUUID(uuids(changes, AccountChange::accountId))
                .addArrayOfLong(numbers(changes, AccountChange::balance))
                .addArrayOfLong(numbers(changes, AccountChange::previousVersion))
                .addArrayOfLong(numbers(changes, AccountChange::version))
                .addArrayOfLong(numbers(changes, AccountChange::released));
    }

    private static Tuple backups(Collection<AccountChange> changes) {
        return Tuple.tuple()
                .addArrayOfUUID(uuids(changes, AccountChange::accountId))
                .addArrayOfLong(numbers(changes, AccountChange::balance));
    }

    private static <T> UUID[] uuids(Collection<T> rows, Function<T, UUID> value) {
        return rows.stream().map(value).toArray(UUID[]::new);
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static <T> Long[] numbers(Collection<T> rows, Function<T, Long> value) {
        return rows.stream().map(value).toArray(Long[]::new);
    }
}
