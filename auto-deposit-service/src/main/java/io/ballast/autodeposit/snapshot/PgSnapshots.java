package io.ballast.autodeposit.snapshot;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code balance_snapshots}. Every method works on a connection whose transaction says for whom it acts;
 * row-level security decides what that shows.
 */
@ApplicationScoped
public class PgSnapshots {

    private static final String COLUMNS = "id, user_id, wallet_id, usdc_balance, previous_balance, balance_change,"
            + " snapshot_type, auto_deposit_triggered, deposit_amount, transaction_hash, created_at";

    private static final String INSERT = """
            insert into balance_snapshots
                (tenant, user_id, wallet_id, usdc_balance, previous_balance, snapshot_type, created_at)
            values (current_setting('ballast.tenant'), $1, $2, $3, $4, $5, $6)
            """;

    private static final String INSERT_TRIGGER = """
            insert into balance_snapshots
                (id, tenant, user_id, wallet_id, usdc_balance, previous_balance, snapshot_type, auto_deposit_triggered,
                 deposit_amount, created_at)
            values ($1, current_setting('ballast.tenant'), $2, $3, $4, $5, 'auto_deposit_trigger', true, $6, $7)
            """;

    private static final String SET_TRANSACTION = "update balance_snapshots set transaction_hash = $2 where id = $1";

    private static final String BY_ID = "select " + COLUMNS + " from balance_snapshots where id = $1";

    /** Bounds that are not given are the ends of time, so that one prepared statement serves every filter. */
    private static final String PAGE = "select " + COLUMNS + """
             from balance_snapshots
            where user_id = $1
              and created_at >= $2
              and created_at < $3
              and (created_at, id) < ($4, $5)
              and ($6::text is null or snapshot_type = $6)
            order by created_at desc, id desc
            limit $7
            """;

    private static final OffsetDateTime BEGINNING = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime END = OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final UUID LAST_ID = new UUID(-1L, -1L);

    /** Writes a snapshot for the transaction's tenant. */
    public Uni<Void> insert(SqlConnection connection, NewSnapshot snapshot) {
        Tuple values = Tuple.tuple()
                .addString(snapshot.userId())
                .addUUID(snapshot.walletId())
                .addBigDecimal(snapshot.balance().value())
                .addBigDecimal(snapshot.previousBalance().map(UsdcAmount::value).orElse(null))
                .addString(snapshot.type().wireName())
                .addOffsetDateTime(snapshot.createdAt());
        return connection.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Writes the snapshot that a deposit begins with; the transaction's hash comes later. */
    public Uni<Void> insertTrigger(SqlConnection connection, UUID id, NewSnapshot snapshot, UsdcAmount deposit) {
        Tuple values = Tuple.tuple()
                .addUUID(id)
                .addString(snapshot.userId())
                .addUUID(snapshot.walletId())
                .addBigDecimal(snapshot.balance().value())
                .addBigDecimal(snapshot.previousBalance().map(UsdcAmount::value).orElse(null))
                .addBigDecimal(deposit.value())
                .addOffsetDateTime(snapshot.createdAt());
        return connection.preparedQuery(INSERT_TRIGGER).execute(values).replaceWithVoid();
    }

    /** Says which transaction the snapshot's deposit became. */
    public Uni<Void> setTransaction(SqlConnection connection, UUID id, String hash) {
        return connection
                .preparedQuery(SET_TRANSACTION)
                .execute(Tuple.of(id, hash))
                .replaceWithVoid();
    }

    /** The snapshots that the filter asks for, newest first. */
    public Uni<SnapshotPage> page(SqlConnection connection, SnapshotFilter filter) {
        Tuple values = Tuple.tuple()
                .addString(filter.userId())
                .addOffsetDateTime(filter.from().map(PgSnapshots::inRange).orElse(BEGINNING))
                .addOffsetDateTime(filter.to().map(PgSnapshots::inRange).orElse(END))
                .addOffsetDateTime(filter.cursor()
                        .map(cursor -> inRange(cursor.createdAt()))
                        .orElse(END))
                .addUUID(filter.cursor().map(SnapshotCursor::id).orElse(LAST_ID))
                .addString(filter.type().map(SnapshotType::wireName).orElse(null))
                .addInteger(filter.limit() + 1);
        return connection
                .preparedQuery(PAGE)
                .execute(values)
                .map(PgSnapshots::snapshots)
                .map(found -> SnapshotPage.of(found, filter.limit()));
    }

    /** The snapshot with this id, or empty if there is none that the transaction may see. */
    public Uni<Optional<Snapshot>> find(SqlConnection connection, UUID id) {
        return connection.preparedQuery(BY_ID).execute(Tuple.of(id)).map(PgSnapshots::first);
    }

    /** PostgreSQL's times end earlier than Java's. */
    private static OffsetDateTime inRange(Instant time) {
        if (time.isBefore(BEGINNING.toInstant())) {
            return BEGINNING;
        }
        return time.isAfter(END.toInstant()) ? END : time.atOffset(ZoneOffset.UTC);
    }

    private static Optional<Snapshot> first(RowSet<Row> rows) {
        RowIterator<Row> iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(snapshot(iterator.next())) : Optional.empty();
    }

    private static List<Snapshot> snapshots(RowSet<Row> rows) {
        return rows.stream().map(PgSnapshots::snapshot).toList();
    }

    private static Snapshot snapshot(Row row) {
        return new Snapshot(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getUUID("wallet_id"),
                row.getBigDecimal("usdc_balance"),
                row.getBigDecimal("previous_balance"),
                row.getBigDecimal("balance_change"),
                row.getString("snapshot_type"),
                row.getBoolean("auto_deposit_triggered"),
                row.getBigDecimal("deposit_amount"),
                row.getString("transaction_hash"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
