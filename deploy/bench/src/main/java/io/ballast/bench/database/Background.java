package io.ballast.bench.database;

import io.ballast.infrastructure.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What a service does by itself with a history that came into its database at once, and not in months. */
public final class Background {

    private static final Duration DONE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final String IS_DONE = """
            select exists (select from reconciliation_runs where kind = 'full' and finished_at is not null)
               and (select coalesce(sum(count), 0) from ledger_blocks)
                   >= (select count(*) from transactions where status = 'success')""";

    private Background() {}

    /** Waits until all entries are proven and all transactions sealed. */
    public static void awaitDone(PostgresServer postgres, String database) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        while (!isDone(postgres, database)) {
            if (System.nanoTime() - start > DONE.toNanos()) {
                throw new IllegalStateException("The history is not proven and sealed after " + DONE);
            }
            Thread.sleep(LOOK);
        }
    }

    private static boolean isDone(PostgresServer postgres, String database) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(IS_DONE)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
