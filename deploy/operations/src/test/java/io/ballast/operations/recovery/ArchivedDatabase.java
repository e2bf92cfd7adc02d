package io.ballast.operations.recovery;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.PostgresArchive;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** A service's database on a server that archives its log: backed up, lost, and restored to a moment. */
final class ArchivedDatabase implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final String name;
    private final PostgresArchive archive;
    private PostgresServer server;

    private ArchivedDatabase(String name, PostgresArchive archive) {
        this.name = name;
        this.archive = archive;
        this.server = PostgresServer.startArchiving(archive);
    }

    static ArchivedDatabase start(String name, Path directory) {
        return new ArchivedDatabase(name, PostgresArchive.in(directory.resolve("archive")));
    }

    /** The database as the service is told of it; it is where it is until {@link #restore}. */
    Database database() {
        return server.createDatabase(name);
    }

    /** A connection as superuser. */
    ServiceDatabase view() throws SQLException {
        return new ServiceDatabase(server.connect(name));
    }

    long number(String sql, Object... values) throws SQLException {
        try (ServiceDatabase view = view()) {
            return view.number(sql, values);
        }
    }

    /** A base backup. */
    void backUp() {
        server.backUp(archive);
    }

    /** Now, by the database's clock. */
    String moment() throws SQLException {
        try (ServiceDatabase view = view()) {
            return (String) view.query("select clock_timestamp()::text as now")
                    .getFirst()
                    .get("now");
        }
    }

    /** Loses the server and begins another one from the backup and the log until the moment. */
    void restore(String moment) throws SQLException {
        awaitArchived();
        server.kill();
        PostgresServer gone = server;
        server = gone.restore(archive, Map.entry("recovery_target_time", moment));
        gone.close();
    }

    /** Runs the file that an operator runs, as it is. */
    void run(String file) throws SQLException, IOException {
        try (ServiceDatabase view = view()) {
            OperatorFile.run(view, file, Map.of());
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** All of the log is where the restore looks for it: nothing that the moment needs lies on the lost disk only. */
    private void awaitArchived() throws SQLException {
        try (ServiceDatabase view = view()) {
            String last = (String) view.query("select pg_walfile_name(pg_switch_wal()) as file")
                    .getFirst()
                    .get("file");
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> view.number("select count(*) from pg_stat_archiver where last_archived_wal >= ?", last)
                            == 1);
        }
    }
}
