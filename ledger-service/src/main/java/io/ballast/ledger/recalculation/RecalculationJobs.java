package io.ballast.ledger.recalculation;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The recalculations of all accounts. Every method works on a connection whose transaction names the tenant. */
@ApplicationScoped
class RecalculationJobs {

    private static final String COLUMNS =
            "select id, status, requested_by, total, done, corrected, missing, report::text,"
                    + " started_at, finished_at from recalculations ";

    private static final String FIND = COLUMNS + "where id = $1";

    private static final String RUNNING = COLUMNS + "where status = 'running'";

    private static final String INSERT = """
            insert into recalculations (id, tenant, requested_by, total)
            values ($1, current_setting('ballast.tenant'), $2, (select count(*) from accounts))
            on conflict (tenant) where status = 'running' do nothing""";

    /** Who has the row's lock works on the job; whoever comes meanwhile finds nothing to do. */
    private static final String CLAIM =
            "select id, reached from recalculations where status = 'running' for update skip locked";

    private static final String ADVANCE = """
            update recalculations
            set reached = $2, done = done + $3, total = greatest(total, done + $3), corrected = corrected + $4,
                missing = missing + $5,
                report = report || (select coalesce(jsonb_agg(drift), '[]')
                                    from (select drift from jsonb_array_elements($6::text::jsonb) as drift
                                          limit greatest(0, $7 - jsonb_array_length(report))) as reported)
            where id = $1""";

    private static final String FINISH =
            "update recalculations set status = 'done', finished_at = clock_timestamp() where id = $1";

    Uni<Optional<JobView>> find(SqlConnection connection, UUID id) {
        return connection.preparedQuery(FIND).execute(Tuple.of(id)).map(RecalculationJobs::first);
    }

    /** The tenant's running job. */
    Uni<Optional<JobView>> running(SqlConnection connection) {
        return connection.preparedQuery(RUNNING).execute().map(RecalculationJobs::first);
    }

    /** Begins a job, unless one is running. */
    Uni<Void> begin(SqlConnection connection, String requestedBy) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(UUID.randomUUID(), requestedBy))
                .replaceWithVoid();
    }

    /** Takes the running job until the transaction ends; empty if there is none, or another has it. */
    Uni<Optional<Claimed>> claim(SqlConnection connection) {
        return connection.preparedQuery(CLAIM).execute().map(RecalculationJobs::claimed);
    }

    /**
     * Notes a chunk of accounts as done.
     *
     * @param reported how many accounts the report names at most
     */
    Uni<Void> advance(SqlConnection connection, UUID job, List<Recalculation> chunk, UUID reached, int reported) {
        List<Recalculation> missing =
                chunk.stream().filter(one -> one.before().isMissing()).toList();
        List<Recalculation> wrong = chunk.stream()
                .filter(one -> one.before().isMissing() || one.isNeeded())
                .toList();
        return connection
                .preparedQuery(ADVANCE)
                .execute(Tuple.tuple()
                        .addUUID(job)
                        .addUUID(reached)
                        .addLong((long) chunk.size())
                        .addLong((long) wrong.size() - missing.size())
                        .addLong((long) missing.size())
                        .addString(report(wrong))
                        .addInteger(reported))
                .replaceWithVoid();
    }

    Uni<Void> finish(SqlConnection connection, UUID job) {
        return connection.preparedQuery(FINISH).execute(Tuple.of(job)).replaceWithVoid();
    }

    private static String report(List<Recalculation> wrong) {
        JsonArray report = new JsonArray();
        wrong.stream().map(JobDrift::of).map(RecalculationJobs::json).forEach(report::add);
        return report.encode();
    }

    /** Amounts as texts, so that no digit is lost on the way. */
    private static JsonObject json(JobDrift drift) {
        return new JsonObject()
                .put("accountId", drift.accountId().toString())
                .put("asset", drift.asset())
                .put("before", text(drift.before()))
                .put("after", text(drift.after()))
                .put("drift", text(drift.drift()))
                .put("backupBefore", text(drift.backupBefore()))
                .put("heldBefore", text(drift.heldBefore()))
                .put("held", text(drift.held()))
                .put("version", drift.version())
                .put("missing", drift.missing());
    }

    private static JobDrift drift(JsonObject json) {
        return new JobDrift(
                UUID.fromString(json.getString("accountId")),
                json.getString("asset"),
                decimal(json.getString("before")),
                decimal(json.getString("after")),
                decimal(json.getString("drift")),
                decimal(json.getString("backupBefore")),
                decimal(json.getString("heldBefore")),
                decimal(json.getString("held")),
                json.getLong("version"),
                json.getBoolean("missing"));
    }

    private static String text(BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static Optional<Claimed> claimed(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new Claimed(row.getUUID("id"), row.getUUID("reached")));
        }
        return Optional.empty();
    }

    private static Optional<JobView> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(job(row));
        }
        return Optional.empty();
    }

    private static JobView job(Row row) {
        return new JobView(
                row.getUUID("id"),
                row.getString("status"),
                row.getString("requested_by"),
                row.getLong("total"),
                row.getLong("done"),
                row.getLong("corrected"),
                row.getLong("missing"),
                new JsonArray(row.getString("report"))
                        .stream()
                                .map(JsonObject.class::cast)
                                .map(RecalculationJobs::drift)
                                .toList(),
                row.getOffsetDateTime("started_at").toInstant(),
                instant(row.getOffsetDateTime("finished_at")));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * A job that this transaction works on.
     *
     * @param reached the last account that is done
     */
    record Claimed(UUID id, UUID reached) {}
}
