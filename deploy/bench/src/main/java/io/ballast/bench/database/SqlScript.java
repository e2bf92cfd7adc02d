package io.ballast.bench.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The SQL files beside this class. */
final class SqlScript {

    private SqlScript() {}

    /** Runs a file, in a transaction of its own. */
    static void run(Connection connection, String file) throws SQLException {
        execute(connection, text(file));
    }

    /** Runs a file that names one thing. */
    static void run(Connection connection, String file, String parameter, Object value) throws SQLException {
        execute(connection, text(file).replace(":" + parameter, value.toString()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String text(String file) {
        try (InputStream in = SqlScript.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
