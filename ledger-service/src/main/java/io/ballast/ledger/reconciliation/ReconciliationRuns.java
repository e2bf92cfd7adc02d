package io.ballast.ledger.reconciliation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The passes of a tenant. Every method works on a connection whose transaction names the tenant. */
@ApplicationScoped
class ReconciliationRuns {

    private static final String INSERT_FINISHED = """
            insert into reconciliation_runs (tenant, kind, started_at, finished_at, accounts, entries, drifts, imbalances)
            values (current_setting('ballast.tenant'), 'incremental',
                    clock_timestamp() - $1::bigint * interval '1 millisecond', clock_timestamp(), $2, $3, $4,
                    (select coalesce(jsonb_object_agg(t.asset, t.sum), '{}')
                     from (select a.asset, sum(b.balance) as sum
                           from accounts a
                           join balances b on b.account_id = a.id
                           group by a.asset) t))""";

    private static final String BEGIN_FULL = """
            insert into reconciliation_runs (tenant, kind)
            select current_setting('ballast.tenant'), 'full'
            where not exists (select from reconciliation_runs
                              where kind = 'full'
                              and finished_at > clock_timestamp() - $1::bigint * interval '1 millisecond')
            on conflict (tenant, kind) where finished_at is null do nothing""";

    private static final String UNFINISHED_FULL =
            "select id, reached from reconciliation_runs where kind = 'full' and finished_at is null";

    private static final String ADVANCE = """
            update reconciliation_runs
            set reached = $2, accounts = accounts + $3, entries = entries + $4, drifts = drifts + $5,
                finished_at = case when $6 then clock_timestamp() end
            where id = $1 and finished_at is null""";

    private static final String FORGET = """
            delete from reconciliation_runs
            where kind = $1 and started_at < (select started_at
                                              from reconciliation_runs
                                              where kind = $1
                                              order by started_at desc
                                              offset $2 - 1
                                              limit 1)""";

    private static final String LAST = """
            select id, kind, started_at, finished_at, accounts, entries, drifts
            from reconciliation_runs
            order by started_at desc
            limit $1""";

    /** Notes an incremental pass that took so long, and the sums of all balances as they are now. */
    Uni<Void> finished(SqlConnection connection, PassTotals totals, Duration took, int kept) {
        return connection
                .preparedQuery(INSERT_FINISHED)
                .execute(Tuple.of(took.toMillis(), totals.accounts(), totals.entries(), totals.drifts()))
                .chain(() -> forget(connection, PassKind.INCREMENTAL, kept));
    }

    /** The full pass that has not come to its end, or one that begins because the last is older than this. */
    Uni<Optional<FullPass>> fullPass(SqlConnection connection, Duration maxAge) {
        return connection
                .preparedQuery(BEGIN_FULL)
                .execute(Tuple.of(maxAge.toMillis()))
                .chain(() -> connection.preparedQuery(UNFINISHED_FULL).execute())
                .map(ReconciliationRuns::fullPass);
    }

    /** Notes how far the full pass has come. */
    Uni<Void> advance(SqlConnection connection, UUID id, ReconciliationPage.Proven page, int kept) {
        return connection
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(
                        id,
                        page.end(),
                        page.totals().accounts(),
                        page.totals().entries(),
                        page.totals().drifts(),
                        page.isLast()))
                .chain(() -> forget(connection, PassKind.FULL, kept));
    }

    /** The last passes, newest first. */
    Uni<List<ReconciliationRun>> last(SqlConnection connection, int limit) {
        return connection.preparedQuery(LAST).execute(Tuple.of(limit)).map(ReconciliationRuns::runs);
    }

    private static Uni<Void> forget(SqlConnection connection, PassKind kind, int kept) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(kind.wireName(), kept))
                .replaceWithVoid();
    }

    private static Optional<FullPass> fullPass(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new FullPass(row.getUUID("id"), row.getUUID("reached")));
        }
        return Optional.empty();
    }

    private static List<ReconciliationRun> runs(RowSet<Row> rows) {
        List<ReconciliationRun> runs = new ArrayList<>(rows.size());
        rows.forEach(row -> runs.add(new ReconciliationRun(
                row.getUUID("id"),
                row.getString("kind"),
                row.getOffsetDateTime("started_at").toInstant(),
                instant(row.getOffsetDateTime("finished_at")),
                row.getLong("accounts"),
                row.getLong("entries"),
                row.getLong("drifts"))));
        return runs;
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * A full pass under way.
     *
     * @param reached the last account that is proven
     */
    record FullPass(UUID id, UUID reached) {}
}
