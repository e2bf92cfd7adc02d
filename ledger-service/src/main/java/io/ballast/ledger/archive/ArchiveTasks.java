package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The exports and restorations that were asked for. A replica claims one, renews the claim with its progress, and loses it
 * when it gives no sign of life; another begins anew then.
 */
@ApplicationScoped
class ArchiveTasks {

    private static final String AT_WORK = "select tenant, month, state from archives_at_work()";

    private static final String CLAIM = """
            update archives
            set claimed_by = $3, claimed_until = clock_timestamp() + make_interval(secs => $4), done = 0
            where tenant = current_setting('ballast.tenant') and month = $1 and state = $2
              and (claimed_until is null or claimed_until < clock_timestamp())
            returning month, state, entries, done, sha256, bytes, failure, updated_at""";

    private static final String PROGRESS = """
            update archives
            set done = $3, claimed_until = clock_timestamp() + make_interval(secs => $4), updated_at = clock_timestamp()
            where tenant = current_setting('ballast.tenant') and month = $1 and claimed_by = $2""";

    private static final String END = """
            update archives
            set state = $3, sha256 = $4, bytes = $5, failure = null, done = entries,
                claimed_by = null, claimed_until = null, updated_at = clock_timestamp()
            where tenant = current_setting('ballast.tenant') and month = $1 and claimed_by = $2""";

    /** Left alone for as long as a claim holds, then tried again if the state still asks for it. */
    private static final String FAIL = """
            update archives
            set state = $3, failure = $4, claimed_by = null, done = 0,
                claimed_until = clock_timestamp() + make_interval(secs => $5), updated_at = clock_timestamp()
            where tenant = current_setting('ballast.tenant') and month = $1 and claimed_by = $2""";

    private final ArchiveSessions sessions;
    private final double claimSeconds;

    /** This replica. */
    private final UUID worker = UUID.randomUUID();

    ArchiveTasks(ArchiveSessions sessions, ArchiveConfig config) {
        this.sessions = sessions;
        this.claimSeconds = config.claim().toMillis() / 1000.0;
    }

    /** Who this replica is in its claims. */
    UUID worker() {
        return worker;
    }

    /** What was asked for and is not done, of all tenants. */
    Uni<List<ArchiveTask>> atWork() {
        return sessions.ofNobody(connection -> connection.query(AT_WORK).execute())
                .map(ArchiveTasks::tasks);
    }

    /** The archive if nobody else works on it. */
    Uni<Optional<Archive>> claim(ArchiveTask task) {
        return sessions.ofTenant(
                task.tenant(),
                connection -> connection
                        .preparedQuery(CLAIM)
                        .execute(Tuple.of(day(task), task.state().wireName(), worker, claimSeconds))
                        .map(Archives::first));
    }

    /** Tells how far it is; fails if another replica has taken over. */
    Uni<Void> progress(ArchiveTask task, long done) {
        return update(task, PROGRESS, Tuple.of(day(task), worker, done, claimSeconds));
    }

    Uni<Void> end(ArchiveTask task, ArchiveState state, Manifest manifest) {
        return update(
                task,
                END,
                Tuple.of(day(task), worker, state.wireName(), manifest.sums().sha256(), manifest.bytes()));
    }

    Uni<Void> fail(ArchiveTask task, ArchiveState state, String failure) {
        return update(task, FAIL, Tuple.of(day(task), worker, state.wireName(), failure, claimSeconds));
    }

    private Uni<Void> update(ArchiveTask task, String sql, Tuple values) {
        return sessions.ofTenant(
                        task.tenant(),
                        connection -> connection.preparedQuery(sql).execute(values))
                .invoke(result -> requireClaim(result, task))
                .replaceWithVoid();
    }

    private static void requireClaim(RowSet<Row> result, ArchiveTask task) {
        if (result.rowCount() == 0) {
            throw new IllegalStateException("another replica works on " + task.month() + " of " + task.tenant());
        }
    }

    private static Object day(ArchiveTask task) {
        return LedgerMonths.day(task.month());
    }

    private static List<ArchiveTask> tasks(RowSet<Row> rows) {
        List<ArchiveTask> tasks = new ArrayList<>(rows.size());
        rows.forEach(row -> tasks.add(new ArchiveTask(
                row.getString("tenant"),
                YearMonth.from(row.getLocalDate("month")),
                ArchiveState.ofWireName(row.getString("state")))));
        return tasks;
    }
}
