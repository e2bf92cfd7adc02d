package io.ballast.bench.database;

import io.ballast.infrastructure.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a bench puts into a ledger's database before it measures. All of it as superuser, for all tenants. */
public final class LedgerData {

    /** The users' accounts have the numbers from 1 to this; the hot account has the number 0. */
    public static final int ACCOUNTS = 10_000;

    private static final long ENTRIES_OF_A_ROUND = 2L * ACCOUNTS;

    private LedgerData() {}

    /** Opens the accounts, brings in as many entries, and the functions that pgbench calls. */
    public static void seed(PostgresServer postgres, String database, long entries) throws SQLException {
        try (Connection connection = postgres.connect(database)) {
            execute(
                    connection,
                    "set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '64MB'");
            SqlScript.run(connection, "seed.sql");
            long rounds = entries / ENTRIES_OF_A_ROUND;
            if (rounds > 0) {
                SqlScript.run(connection, "history.sql", "rounds", rounds);
            }
            SqlScript.run(connection, "peer.sql", "service_role", database);
            execute(connection, "vacuum (analyze)");
            execute(connection, "checkpoint");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
