package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Reads a tenant's entries of an archived month, in the order of their key and a chunk at a time. */
@ApplicationScoped
class MonthEntries {

    private static final UUID FIRST = new UUID(0, 0);

    private static final String ARCHIVED = chunkOf("ledger_archive", "");

    private static final String RESTORED = chunkOf("restored_entries", " and month = ($1 at time zone 'UTC')::date");

    private final ArchiveSessions sessions;
    private final int chunkSize;

    MonthEntries(ArchiveSessions sessions, ArchiveConfig config) {
        this.sessions = sessions;
        this.chunkSize = config.chunkSize();
    }

    /** Hands all entries of the archived month to the use, each chunk when the use of the one before has ended. */
    Uni<Void> forEach(String tenant, YearMonth month, Function<List<ArchivedEntry>, Uni<Void>> use) {
        return forEach(ARCHIVED, tenant, month, use);
    }

    /** The same of a month that is being restored and that nobody else reads yet. */
    Uni<Void> forEachRestored(String tenant, YearMonth month, Function<List<ArchivedEntry>, Uni<Void>> use) {
        return forEach(RESTORED, tenant, month, use);
    }

    private Uni<Void> forEach(
            String sql, String tenant, YearMonth month, Function<List<ArchivedEntry>, Uni<Void>> use) {
        AtomicReference<ArchivedEntry> last = new AtomicReference<>(beforeAll(month));
        return Chunks.forEach(
                () -> chunk(sql, tenant, month, last.get())
                        .invoke(chunk ->
                                chunk.stream().reduce((one, next) -> next).ifPresent(last::set)),
                use,
                chunkSize);
    }

    private static String chunkOf(String table, String condition) {
        return """
            select e.account_id, a.asset, e.version, e.transaction_id, e.amount, e.balance_after, e.created_at
            from (
                select account_id, version, transaction_id, amount, balance_after, created_at
                from %s
                where created_at >= $1 and created_at < $2 and (account_id, created_at, version) > ($3, $4, $5)%s
                order by account_id, created_at, version
                limit $6
            ) as e
            join accounts a on a.id = e.account_id
            order by e.account_id, e.created_at, e.version""".formatted(table, condition);
    }

    private Uni<List<ArchivedEntry>> chunk(String sql, String tenant, YearMonth month, ArchivedEntry last) {
        Tuple place = Tuple.tuple()
                .addOffsetDateTime(Checkpoints.begin(month))
                .addOffsetDateTime(Checkpoints.begin(month.plusMonths(1)))
                .addUUID(last.accountId())
                .addOffsetDateTime(last.createdAt().atOffset(ZoneOffset.UTC))
                .addLong(last.version())
                .addLong((long) chunkSize);
        return sessions.ofTenant(
                        tenant, connection -> connection.preparedQuery(sql).execute(place))
                .map(MonthEntries::entries);
    }

    private static ArchivedEntry beforeAll(YearMonth month) {
        return new ArchivedEntry(
                FIRST, "", 0, FIRST, 0, 0, Checkpoints.begin(month).toInstant());
    }

    private static List<ArchivedEntry> entries(RowSet<Row> rows) {
        List<ArchivedEntry> entries = new ArrayList<>(rows.size());
        rows.forEach(row -> entries.add(new ArchivedEntry(
                row.getUUID("account_id"),
                row.getString("asset"),
                row.getLong("version"),
                row.getUUID("transaction_id"),
                row.getLong("amount"),
                row.getLong("balance_after"),
                row.getOffsetDateTime("created_at").toInstant())));
        return entries;
    }
}
