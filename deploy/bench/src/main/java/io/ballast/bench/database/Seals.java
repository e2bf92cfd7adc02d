package io.ballast.bench.database;

import io.ballast.infrastructure.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Transactions that a service has completed and not sealed into a block yet. */
public final class Seals {

    private static final Duration SEALED = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Of tenants that have a chain: a service that does not seal begins none. */
    private static final String UNSEALED = """
            select exists (
                select from block_chains c
                join transactions t on t.tenant = c.tenant and t.status = 'success'
                    and (t.xid, t.id) > (c.sealed_xid, c.sealed_id))""";

    private Seals() {}

    /** Waits until all are sealed, so that one measurement does not pay for another. */
    public static void await(PostgresServer postgres, String database) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        while (isUnsealed(postgres, database)) {
            if (System.nanoTime() - start > SEALED.toNanos()) {
                throw new IllegalStateException("Transactions are not sealed after " + SEALED);
            }
            Thread.sleep(LOOK);
        }
    }

    private static boolean isUnsealed(PostgresServer postgres, String database) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(UNSEALED)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
