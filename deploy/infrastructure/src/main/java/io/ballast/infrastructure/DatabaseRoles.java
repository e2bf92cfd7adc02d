package io.ballast.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** What a superuser does for a service: its database, its owner, its unprivileged role. */
final class DatabaseRoles {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final String UNPRIVILEGED = " LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION";

    private DatabaseRoles() {}

    static void create(Connection connection, Database database) throws SQLException {
        if (!NAME.matcher(database.name()).matches()) {
            throw new IllegalArgumentException("not a database name: " + database.name());
        }
        try (Statement statement = connection.createStatement()) {
            // A statement that fails is logged, and these hold passwords.
            statement.execute("SET log_min_error_statement = panic");
        }
        role(connection, database.owner(), database.ownerPassword());
        role(connection, database.role(), database.rolePassword());
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database.name())) {
                statement.execute("CREATE DATABASE " + database.name() + " OWNER " + database.owner());
            }
            for (String each : List.of(database.name(), "postgres", "template1")) {
                statement.execute("REVOKE ALL ON DATABASE " + each + " FROM PUBLIC");
            }
            statement.execute("GRANT CONNECT ON DATABASE " + database.name() + " TO " + database.role());
        }
    }

    static void requireOn(Connection connection, String part, List<String> settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                try (ResultSet shown = statement.executeQuery("SHOW " + setting)) {
                    shown.next();
                    if (!"on".equals(shown.getString(1))) {
                        throw new PartFailed(part, setting + " is " + shown.getString(1) + ", it must be on");
                    }
                }
            }
        }
    }

    private static void role(Connection connection, String name, String password) throws SQLException {
        String verb = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name) ? "ALTER" : "CREATE";
        try (Statement statement = connection.createStatement()) {
            // Generated passwords are base64url: nothing in them needs quoting.
            statement.execute(verb + " ROLE " + name + UNPRIVILEGED + " PASSWORD '" + password + "'");
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
