package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresArchiveIT {

    @TempDir
    Path directory;

    @Test
    void givenABackupAndTheLogSince_whenRestoredToAPoint_thenTheDataIsThatOfThePointAndCanBeWritten()
            throws SQLException {
        PostgresArchive archive = PostgresArchive.in(directory);
        try (PostgresServer lost = PostgresServer.startArchiving(archive)) {
            // given
            execute(lost, "create table t (n int)");
            execute(lost, "insert into t values (1)");
            lost.backUp(archive);
            execute(lost, "insert into t values (2)");
            execute(lost, "select pg_create_restore_point('here')");
            execute(lost, "insert into t values (3)");
            execute(lost, "select pg_switch_wal()");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> number(
                                    lost,
                                    "select count(*) from pg_stat_archiver where last_archived_wal >= "
                                            + "pg_walfile_name(pg_current_wal_lsn() - 1)")
                            == 1);
            lost.kill();

            // when
            try (PostgresServer restored = lost.restore(archive, Map.entry("recovery_target_name", "here"))) {
                // then
                execute(restored, "insert into t values (4)");
                assertThat(number(restored, "select sum(n) from t")).isEqualTo(7);
            }
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
