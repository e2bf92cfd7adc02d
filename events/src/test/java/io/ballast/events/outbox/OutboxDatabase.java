package io.ballast.events.outbox;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A fresh database with the tables of {@code db/events} and one table of accounts whose rows writers lock. */
public final class OutboxDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PostgresServer server;
    private final Database database;

    private OutboxDatabase(PostgresServer server, Database database) {
        this.server = server;
        this.database = database;
    }

    public static OutboxDatabase on(PostgresServer server) {
        OutboxDatabase prepared = upTo(server, "latest");
        prepared.execute("CREATE TABLE account (id text PRIMARY KEY, version bigint NOT NULL DEFAULT 0)");
        prepared.execute("GRANT SELECT, INSERT, UPDATE ON account TO " + prepared.database.role());
        return prepared;
    }

    /** A fresh database as an earlier build left it, without the accounts. */
    static OutboxDatabase upTo(PostgresServer server, String version) {
        Database database = server.createDatabase("events_" + NUMBER.incrementAndGet());
        OutboxDatabase prepared = new OutboxDatabase(server, database);
        prepared.migrate(version);
        return prepared;
    }

    void migrate(String version) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.owner(), database.ownerPassword())
                .locations("classpath:db/events")
                .placeholders(Map.of("service_role", database.role()))
                .target(version)
                .load()
                .migrate();
    }

    public Database database() {
        return database;
    }

    /** As superuser. */
    public Connection connect() {
        try {
            return server.connect(database.name());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long number(String sql) {
        return numbers(sql).getFirst();
    }

    public List<Long> numbers(String sql) {
        return query(sql, rows -> rows.getLong(1));
    }

    public List<String> texts(String sql) {
        return query(sql, rows -> rows.getString(1));
    }

    private <T> List<T> query(String sql, Column<T> first) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> values = new ArrayList<>();
            while (rows.next()) {
                values.add(first.of(rows));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Column<T> {
        T of(ResultSet row) throws SQLException;
    }

    public long unpublished() {
        return number("SELECT count(*) FROM outbox_events");
    }

    /** The server processes that hold the relay's lock: none or one. */
    public List<Long> leaders() {
        return numbers("""
                SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 28533 AND d.datname = current_database()""");
    }

    /** Relays that asked for the lock and did not get it: it is the last thing they did. */
    public long followers() {
        return number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle'"
                + " AND query LIKE '%pg_try_advisory_lock%'");
    }

    public void terminate(long pid) {
        execute("SELECT pg_terminate_backend(" + pid + ")");
    }

    /** From now on a delete from the outbox waits for whoever has {@link #heldDeletes}. */
    public void holdBackDeletes() {
        execute("""
                CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock(42); RETURN OLD; END $$""");
        execute("CREATE TRIGGER wait BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION wait()");
    }

    /** Holds deletes back until it is closed. */
    public Connection heldDeletes() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(42)");
        }
        return connection;
    }

    public boolean waits(long pid) {
        return number("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = " + pid) > 0;
    }
}
