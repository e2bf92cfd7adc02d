package io.ballast.chainbalance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The service's database, seen by a connection of any role: whole, or through row-level security. */
public final class DatabaseFixture implements AutoCloseable {

    private final Connection connection;

    public DatabaseFixture(Connection connection) {
        this.connection = connection;
    }

    public static DatabaseFixture as(String jdbcUrl, String role, String password) {
        try {
            return new DatabaseFixture(DriverManager.getConnection(jdbcUrl, role, password));
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** Runs a query; each row is a map by column name. */
    public List<Map<String, Object>> query(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows(rows);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    public int update(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** Runs work in a transaction of a tenant, and commits it. */
    public <T> T inTenant(String tenant, Supplier<T> work) {
        try {
            connection.setAutoCommit(false);
            query("select set_config('ballast.tenant', ?, true)", tenant);
            T result = work.get();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new SqlFailed(e);
        } finally {
            rollBack();
        }
    }

    /** What is stored of the wallet's balance of one asset. */
    public Map<String, Object> balance(UUID wallet, String asset) {
        return query("select * from chain_balances where wallet_id = ? and asset = ?", wallet, asset)
                .getFirst();
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

    private void rollBack() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new SqlFailed(e);
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
