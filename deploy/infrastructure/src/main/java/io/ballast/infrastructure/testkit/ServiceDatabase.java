package io.ballast.infrastructure.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A service's database, seen by a connection of any role: whole, or through row-level security. A service that asks the
 * same question in many tests extends it by a method.
 */
public class ServiceDatabase implements AutoCloseable {

    private final Connection connection;

    public ServiceDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Runs a query; each row is a map by column name, in the order of the columns. */
    public List<Map<String, Object>> query(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows(rows);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** How many rows it changed. */
    public int update(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** The first column of the first row, a number. */
    public long number(String sql, Object... values) {
        return ((Number) query(sql, values).getFirst().values().iterator().next()).longValue();
    }

    /** Runs work in a transaction of a tenant, and commits it. */
    public <T> T inTenant(String tenant, Supplier<T> work) {
        return inTransaction(Map.of("ballast.tenant", tenant), work);
    }

    /** Runs work in a transaction with these settings for row-level security, and commits it. */
    public <T> T inTransaction(Map<String, String> settings, Supplier<T> work) {
        begin();
        try {
            settings.forEach((name, value) -> query("select set_config(?, ?, true)", name, value));
            T result = work.get();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new SqlFailed(e);
        } finally {
            rollBack();
        }
    }

    /** Begins a transaction that stays open until {@link #rollBack}. */
    public void begin() {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    public void rollBack() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** What PostgreSQL answered instead of a result; the message begins with the SQL state. */
    public static final class SqlFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SqlFailed(SQLException cause) {
            super(cause.getSQLState() + " " + cause.getMessage(), cause);
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static List<Map<String, Object>> rows(ResultSet rows) throws SQLException {
        List<Map<String, Object>> result = new ArrayList<>();
        while (rows.next()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
            }
            result.add(row);
        }
        return result;
    }
}
