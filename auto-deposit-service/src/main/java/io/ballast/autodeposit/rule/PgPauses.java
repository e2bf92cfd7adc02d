package io.ballast.autodeposit.rule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;

/** The tenants' pauses, and that of the whole installation. */
@ApplicationScoped
public class PgPauses {

    /** There is always a row to lock: whoever pauses waits for deposits that have just been decided, and none comes after. */
    private static final String ENSURE = """
            insert into deposit_pauses (tenant, paused, reason, changed_by)
            values (current_setting('ballast.tenant'), false, '', '')
            on conflict do nothing
            """;

    private static final String HOLD = """
            select tenant.paused or installation.paused as paused
              from deposit_pauses tenant cross join deposit_installation_pause installation
               for share
            """;

    private static final String READ = """
            select coalesce(tenant.paused, false) as paused, tenant.reason, tenant.changed_by, tenant.changed_at,
                   installation.paused as installation_paused
              from deposit_installation_pause installation left join deposit_pauses tenant on true
            """;

    private static final String READ_INSTALLATION =
            "select paused, reason, changed_by, changed_at from deposit_installation_pause";

    private static final String SAVE_INSTALLATION = """
            update deposit_installation_pause
               set paused = $1, reason = $2, changed_by = $3, changed_at = clock_timestamp()
            """;

    private static final String TELL_INSTALLATION =
            "insert into deposit_installation_pause_changes (paused, reason, changed_by) values ($1, $2, $3)";

    private static final String SAVE = """
            update deposit_pauses set paused = $1, reason = $2, changed_by = $3, changed_at = clock_timestamp()
            """;

    private static final String TELL = """
            insert into deposit_pause_changes (tenant, paused, reason, changed_by)
            values (current_setting('ballast.tenant'), $1, $2, $3)
            """;

    /** Whether the tenant's deposits are paused, or everybody's; that stays so until the transaction ends. */
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
                .map(rows -> pause(rows.iterator().next()));
    }

    private static PauseView pause(Row row) {
        OffsetDateTime changedAt = row.getOffsetDateTime("changed_at");
        return new PauseView(
                row.getBoolean("paused"),
                row.getString("reason"),
                row.getString("changed_by"),
                changedAt == null ? null : changedAt.toInstant(),
                row.getBoolean("installation_paused"));
    }

    Uni<InstallationPauseView> readInstallation(SqlConnection connection) {
        return connection
                .preparedQuery(READ_INSTALLATION)
                .execute()
                .map(rows -> installation(rows.iterator().next()));
    }

    private static InstallationPauseView installation(Row row) {
        return new InstallationPauseView(
                row.getBoolean("paused"),
                row.getString("reason"),
                row.getString("changed_by"),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    /** Waits for decisions under way; none comes after it is committed. */
    Uni<Void> saveInstallation(SqlConnection connection, boolean paused, String reason, String changedBy) {
        Tuple values = Tuple.of(paused, reason, changedBy);
        return connection
                .preparedQuery(SAVE_INSTALLATION)
                .execute(values)
                .chain(() -> connection.preparedQuery(TELL_INSTALLATION).execute(values))
                .replaceWithVoid();
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
