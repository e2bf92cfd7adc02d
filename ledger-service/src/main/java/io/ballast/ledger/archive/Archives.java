package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The archived months of a tenant, on a connection whose transaction names it. */
@ApplicationScoped
class Archives {

    /** A hundred years. */
    private static final int MAX_LISTED = 1200;

    private static final String SELECT = """
            select month, state, entries, done, sha256, bytes, failure, updated_at
            from archives
            where tenant = current_setting('ballast.tenant')
            """;

    private static final String LIST = SELECT + "order by month desc limit " + MAX_LISTED;

    private static final String LOCK = SELECT + "and month = $1 for update";

    private static final String BEGIN = """
            update archives
            set state = $2, done = case when state = $2 then done else 0 end, failure = null,
                claimed_by = case when state = $2 then claimed_by end,
                claimed_until = case when state = $2 and claimed_by is not null then claimed_until end,
                updated_at = clock_timestamp()
            where tenant = current_setting('ballast.tenant') and month = $1
            returning month, state, entries, done, sha256, bytes, failure, updated_at""";

    Uni<List<Archive>> list(SqlConnection connection) {
        return connection.query(LIST).execute().map(Archives::archives);
    }

    /** The archive, which nobody else changes until the connection's transaction ends. */
    Uni<Optional<Archive>> lock(SqlConnection connection, YearMonth month) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(LedgerMonths.day(month)))
                .map(Archives::first);
    }

    /** Asks for the work that this state stands for; work that is under way goes on, work that failed is tried at once. */
    Uni<Archive> begin(SqlConnection connection, YearMonth month, ArchiveState state) {
        return connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(LedgerMonths.day(month), state.wireName()))
                .map(Archives::first)
                .map(Optional::orElseThrow);
    }

    static Optional<Archive> first(RowSet<Row> rows) {
        return archives(rows).stream().findFirst();
    }

    private static List<Archive> archives(RowSet<Row> rows) {
        List<Archive> archives = new ArrayList<>(rows.size());
        rows.forEach(row -> archives.add(new Archive(
                YearMonth.from(row.getLocalDate("month")),
                ArchiveState.ofWireName(row.getString("state")),
                row.getLong("entries"),
                row.getLong("done"),
                row.getString("sha256"),
                row.getLong("bytes"),
                row.getString("failure"),
                row.getOffsetDateTime("updated_at").toInstant())));
        return archives;
    }
}
