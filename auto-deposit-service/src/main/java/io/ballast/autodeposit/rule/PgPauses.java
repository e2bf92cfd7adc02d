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

    private static final String ENSURE = """
            insert into deposit_pauses (tenant, paused, reason, changed_by)
            values (current_setting('ballast.tenant'), false, '', '')
            on conflict do nothing
            """;

    private static final String OF_INSTALLATION = "hashtextextended('ballast.deposit_pause', 0)";

    private static final String OF_TENANT =
            "hashtextextended('ballast.deposit_pause:' || current_setting('ballast.tenant'), 0)";

    /**
     * Who decides shares these until the end of the transaction; who pauses has them alone, so they wait for decisions under
     * way, and none comes after. Advisory locks, because their queue is first come, first served: rows that are shared all the
     * time would keep a pause out under load.
     */
    private static final String HOLD = "select pg_advisory_xact_lock_shared(" + OF_INSTALLATION
            + "), pg_advisory_xact_lock_shared(" + OF_TENANT + ")";

    private static final String HOLD_INSTALLATION = "select pg_advisory_xact_lock(" + OF_INSTALLATION + ")";

    private static final String HOLD_TENANT = "select pg_advisory_xact_lock(" + OF_TENANT + ")";

    /** After the locks: a statement of its own sees what was committed while they were waited for. */
    private static final String IS_PAUSED = """
            select coalesce(tenant.paused, false) or installation.paused as paused
              from deposit_installation_pause installation left join deposit_pauses tenant on true
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
                .preparedQuery(HOLD)
                .execute()
                .chain(() -> connection.preparedQuery(IS_PAUSED).execute())
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
                .preparedQuery(HOLD_INSTALLATION)
                .execute()
                .chain(() -> connection.preparedQuery(SAVE_INSTALLATION).execute(values))
                .chain(() -> connection.preparedQuery(TELL_INSTALLATION).execute(values))
                .replaceWithVoid();
    }

    /** Waits for the tenant's decisions under way; none comes after it is committed. */
    Uni<Void> save(SqlConnection connection, boolean paused, String reason, String changedBy) {
        Tuple values = Tuple.of(paused, reason, changedBy);
        return connection
                .preparedQuery(HOLD_TENANT)
                .execute()
                .chain(() -> connection.preparedQuery(ENSURE).execute())
                .chain(() -> connection.preparedQuery(SAVE).execute(values))
                .chain(() -> connection.preparedQuery(TELL).execute(values))
                .replaceWithVoid();
    }
}
