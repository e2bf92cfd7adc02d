package io.ballast.autodeposit.rule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** The tenants' pauses. */
@ApplicationScoped
public class PgPauses {

    /** There is always a row to lock: whoever pauses waits for deposits that have just been decided, and none comes after. */
    private static final String ENSURE = """
            insert into deposit_pauses (tenant, paused, reason, changed_by)
            values (current_setting('ballast.tenant'), false, '', '')
            on conflict do nothing
            """;

    private static final String HOLD = "select paused from deposit_pauses for share";

    private static final String READ = "select paused, reason, changed_by, changed_at from deposit_pauses";

    private static final String SAVE = """
            update deposit_pauses set paused = $1, reason = $2, changed_by = $3, changed_at = clock_timestamp()
            """;

    private static final String TELL = """
            insert into deposit_pause_changes (tenant, paused, reason, changed_by)
            values (current_setting('ballast.tenant'), $1, $2, $3)
            """;

    /** Whether the tenant's deposits are paused; that stays so until the transaction ends. */
    public Uni<Boolean> isPaused(SqlConnection connection) {
        return connection
                .preparedQuery(ENSURE)
                .execute()
                .chain(() -> connection.preparedQuery(HOLD).execute())
                .map(rows -> rows.iterator().next().getBoolean("paused"));
    }

    Uni<PauseView> read(SqlConnection connection) {
        return connection
                .preparedQuery(READ)
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new PauseView(
                                row.getBoolean("paused"),
                                row.getString("reason"),
                                row.getString("changed_by"),
                                row.getOffsetDateTime("changed_at").toInstant()))
                        .findFirst()
                        .orElse(PauseView.NEVER));
    }

    Uni<Void> save(SqlConnection connection, boolean paused, String reason, String changedBy) {
        Tuple values = Tuple.of(paused, reason, changedBy);
        return connection
                .preparedQuery(ENSURE)
                .execute()
                .chain(() -> connection.preparedQuery(SAVE).execute(values))
                .chain(() -> connection.preparedQuery(TELL).execute(values))
                .replaceWithVoid();
    }
}
