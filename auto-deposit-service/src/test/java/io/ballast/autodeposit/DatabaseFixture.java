package io.ballast.autodeposit;

import java.math.BigDecimal;
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

    /** A connection as the role that the service itself uses. */
    public static DatabaseFixture as(String jdbcUrl, String role, String password) {
        try {
            return new DatabaseFixture(DriverManager.getConnection(jdbcUrl, role, password));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One transaction's settings for row-level security; null leaves a setting as it is without the service. */
    public record ActingAs(String tenant, String user, String actor) {}

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

    /** Runs work in a transaction that acts for somebody, and commits it. */
    public <T> T inTransaction(ActingAs who, Supplier<T> work) {
        try {
            connection.setAutoCommit(false);
            set("ballast.tenant", who.tenant());
            set("ballast.user", who.user());
            set("ballast.actor", who.actor());
            T result = work.get();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new SqlFailed(e);
        } finally {
            rollBack();
        }
    }

    /** The wallet's row. */
    public Map<String, Object> wallet(UUID id) {
        return query("select * from stellar_wallets where id = ?", id).getFirst();
    }

    /** The wallet's snapshots, oldest first. */
    public List<Map<String, Object>> snapshots(UUID walletId) {
        return query("select * from balance_snapshots where wallet_id = ? order by created_at, id", walletId);
    }

    /** One column of the wallet's snapshots, oldest first. */
    public List<BigDecimal> snapshots(UUID walletId, String column) {
        return snapshots(walletId).stream()
                .map(row -> (BigDecimal) row.get(column))
                .toList();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** What PostgreSQL answered instead of a result. */
    public static final class SqlFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SqlFailed(SQLException cause) {
            super(cause.getSQLState() + " " + cause.getMessage(), cause);
        }
    }

    private void set(String setting, String value) throws SQLException {
        if (value != null) {
            query("select set_config(?, ?, true)", setting, value);
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
