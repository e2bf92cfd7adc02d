package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The partitions, one a month. The service's role owns none: functions of the owner's make, move and drop them. */
@ApplicationScoped
class LedgerMonths {

    private static final String MAKE = "select make_ledger_partition($1)";

    private static final String MAKE_ARCHIVE = "select make_archive_partition($1)";

    private static final String UNPLACED = "select count_unplaced_entries() as entries";

    private static final String OLDEST = """
            select min(to_date(substr(c.relname, 8), 'YYYYMM')) as month
            from pg_inherits i
            join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'ledger'::regclass and c.relname ~ '^ledger_[0-9]{6}$'""";

    private static final String TENANTS = "select tenants_of_ledger_month($1) as tenant";

    private static final String ARCHIVE = "select archive_ledger_month($1)";

    private static final String EXPORTED = "select exported_ledger_months() as month";

    private static final String BEGIN_DROP = "select begin_drop_of_archived_month($1)";

    private static final String DROP = "select drop_archived_month($1)";

    private final ArchiveSessions sessions;

    LedgerMonths(ArchiveSessions sessions) {
        this.sessions = sessions;
    }

    /** Makes the month's partition if there is none. */
    Uni<Void> make(YearMonth month) {
        return call(MAKE, month);
    }

    /** How many entries lie in no month's partition, counted up to 10,000. */
    Uni<Long> unplaced() {
        return sessions.ofNobody(connection -> connection.query(UNPLACED).execute())
                .map(rows -> rows.iterator().next().getLong("entries"));
    }

    /** The oldest month that is not archived. */
    Uni<Optional<YearMonth>> oldest() {
        return sessions.ofNobody(connection -> connection.query(OLDEST).execute())
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLocalDate("month")))
                .map(day -> day.map(YearMonth::from));
    }

    /** Who has entries in a month that is not archived. */
    Uni<List<String>> tenants(YearMonth month) {
        return sessions.ofNobody(connection -> connection.preparedQuery(TENANTS).execute(Tuple.of(day(month))))
                .map(rows -> list(rows, row -> row.getString("tenant")));
    }

    /** Moves the month to the archive; fails unless checkpoints cover all of its entries. */
    Uni<Void> archive(YearMonth month) {
        return call(ARCHIVE, month);
    }

    /** The months that every tenant has exported and that are still in the database, at least in part. */
    Uni<List<YearMonth>> exported() {
        return sessions.ofNobody(connection -> connection.query(EXPORTED).execute())
                .map(rows -> list(rows, row -> YearMonth.from(row.getLocalDate("month"))));
    }

    /** Tells readers first, drops then: two transactions. */
    Uni<Void> drop(YearMonth month) {
        return call(BEGIN_DROP, month).chain(() -> call(DROP, month));
    }

    /** Makes a place for a month that the tenant restores, if there is none. */
    Uni<Void> makeArchive(String tenant, YearMonth month) {
        return sessions.ofTenant(
                tenant,
                connection -> connection
                        .preparedQuery(MAKE_ARCHIVE)
                        .execute(Tuple.of(day(month)))
                        .replaceWithVoid());
    }

    static LocalDate day(YearMonth month) {
        return month.atDay(1);
    }

    private Uni<Void> call(String function, YearMonth month) {
        return sessions.ofNobody(connection ->
                connection.preparedQuery(function).execute(Tuple.of(day(month))).replaceWithVoid());
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> value) {
        List<T> list = new ArrayList<>(rows.size());
        rows.forEach(row -> list.add(value.apply(row)));
        return list;
    }
}
