package io.ballast.bench.database;

import io.ballast.infrastructure.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Events that a service has written and not published yet. */
public final class Outboxes {

    private static final Duration DRAINED = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private Outboxes() {}

    /**
     * Waits until all are published, so that one measurement does not pay for another.
     *
     * @return how long it took
     */
    public static Duration drain(PostgresServer postgres, String database) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        while (unpublished(postgres, database) > 0) {
            if (System.nanoTime() - start > DRAINED.toNanos()) {
                throw new IllegalStateException("Events are not published after " + DRAINED);
            }
            Thread.sleep(LOOK);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long unpublished(PostgresServer postgres, String database) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select coalesce(sum(size), 0) from outbox")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
