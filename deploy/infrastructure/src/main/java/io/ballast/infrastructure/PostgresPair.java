package io.ballast.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A PostgreSQL primary and a synchronous standby that follows it: a commit is acknowledged when both have it on disk, so
 * that the standby can take over without losing one. Clients connect to {@link #port()}, which leads to the primary.
 *
 * <p>There is nobody here who decides on a failover: the test does, in the place of CloudNativePG or Patroni. The old
 * primary is dead or killed by then and nothing leads to it any more; it comes back only as a new copy.
 */
public final class PostgresPair implements AutoCloseable {

    private static final String NAME = "PostgreSQL pair";
    private static final String STANDBY = "standby";
    private static final Duration FOLLOWS = Duration.ofSeconds(60);
    /** More than is written while a copy is made. */
    private static final String KEPT_LOG = "512MB";

    private final Forwarder forwarder;
    private PostgresServer primary;
    private PostgresServer standby;

    private PostgresPair(PostgresServer primary) {
        this.primary = primary;
        this.forwarder = Forwarder.to(primary.port());
    }

    /** Starts both on free ports, with temporary data, and waits until no commit is acknowledged by one alone. */
    public static PostgresPair start() {
        PostgresPair pair = new PostgresPair(PostgresServer.start());
        try {
            pair.rejoin();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** Where clients connect, whichever is the primary. */
    public int port() {
        return forwarder.port();
    }

    /** Where writes go now. */
    public synchronized PostgresServer primary() {
        return primary;
    }

    /** Who takes over when the primary dies; {@code null} after a failover until {@link #rejoin()}. */
    public synchronized PostgresServer standby() {
        return standby;
    }

    /** As {@link PostgresServer#createDatabase}; clients reach it by way of {@link #port()}. */
    public synchronized Database createDatabase(String name) {
        Database made = primary.createDatabase(name);
        return new Database(made.name(), port(), made.owner(), made.ownerPassword(), made.role(), made.rolePassword());
    }

    /** A connection to the primary as superuser. */
    public Connection connect(String database) throws SQLException {
        return primary().connect(database);
    }

    /**
     * The standby becomes the primary and clients are led to it. Until {@link #rejoin()} it acknowledges alone: whoever wants
     * rather no writes than that has a second standby.
     */
    public synchronized void failOver() {
        primary.kill();
        execute(standby, "select pg_promote(wait => true)");
        PostgresServer dead = primary;
        primary = standby;
        standby = null;
        forwarder.pointTo(primary.port());
        dead.close();
    }

    /** A new standby is made from the primary, which runs on; returns when commits wait for it. */
    public synchronized void rejoin() {
        execute(primary, "alter system set wal_keep_size = '" + KEPT_LOG + "'", "select pg_reload_conf()");
        standby = PostgresServer.standbyOf(primary, STANDBY);
        execute(primary, "alter system set synchronous_standby_names = '" + STANDBY + "'", "select pg_reload_conf()");
        awaitSynchronous();
    }

    /** Whether the primary waits for a standby that is there. */
    public synchronized boolean isSynchronous() {
        try (Connection connection = primary.connect("postgres");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_replication where sync_state = 'sync' and state = 'streaming'")) {
            rows.next();
            return rows.getInt(1) == 1;
        } catch (SQLException e) {
            throw new PartFailed(NAME, "cannot ask the primary: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        forwarder.close();
        if (standby != null) {
            // First: a primary that stops waits for what its standby has not got.
            standby.close();
        }
        primary.close();
    }

    private void awaitSynchronous() {
        long deadline = System.nanoTime() + FOLLOWS.toNanos();
        while (!isSynchronous()) {
            if (System.nanoTime() > deadline) {
                throw new PartFailed(NAME, "the standby does not follow", standby.log());
            }
            ChildProcess.pause(NAME);
        }
    }

    private static void execute(PostgresServer server, String... statements) {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String each : List.of(statements)) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new PartFailed(NAME, e.getMessage(), e);
        }
    }
}
