package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    private static PostgresServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void givenAServer_whenAsked_thenItsSettingsAreDurable() throws Exception {
        try (Connection connection = server.connect("postgres")) {
            assertThat(one(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(one(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(one(connection, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(one(connection, "SHOW server_version")).startsWith("18.");
        }
    }

    @Test
    void givenADatabase_whenCreatedAgain_thenItsDataAndPasswordsStay() throws Exception {
        Database first = server.createDatabase("twice");
        asOwner(first, "CREATE TABLE kept (id int)");

        Database second = server.createDatabase("twice");

        assertThat(second).isEqualTo(first);
        asOwner(second, "INSERT INTO kept VALUES (1)");
    }

    @Test
    void givenTwoDatabases_whenARoleTriesTheOther_thenItIsRefused() {
        Database ledger = server.createDatabase("one_ledger");
        Database deposit = server.createDatabase("one_deposit");

        assertThatThrownBy(() -> connect(deposit.jdbcUrl(), ledger.role(), ledger.rolePassword()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> connect(deposit.jdbcUrl(), ledger.owner(), ledger.ownerPassword()))
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> connect(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                        ledger.role(),
                        ledger.rolePassword()))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void givenAWrongPassword_whenARoleConnects_thenItIsRefused() {
        Database database = server.createDatabase("guarded");

        assertThatThrownBy(() -> connect(database.jdbcUrl(), database.role(), "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void givenAServiceRole_whenItsRightsAreRead_thenItHasNoneToSpare() throws Exception {
        Database database = server.createDatabase("modest");

        try (Connection connection = connect(database.jdbcUrl(), database.role(), database.rolePassword())) {
            assertThat(one(
                            connection,
                            "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication"
                                    + " FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> execute(connection, "CREATE TABLE mine (id int)"))
                    .hasMessageContaining("permission denied for schema");
        }
    }

    @Test
    void givenACommittedRow_whenTheServerIsKilledAndRestarted_thenItIsThere() throws Exception {
        Database database = server.createDatabase("crash");
        asOwner(database, "CREATE TABLE kept (id int)");
        asOwner(database, "INSERT INTO kept VALUES (42)");
        int port = server.port();

        server.kill();
        server.restart();

        assertThat(server.port()).isEqualTo(port);
        assertThat(readKept(database)).isEqualTo("42");
    }

    @Test
    void givenALastingServer_whenClosedAndStartedAgain_thenDataAndPasswordsStay() throws Exception {
        Database before;
        try (PostgresServer lasting = PostgresServer.start(0, directory)) {
            before = lasting.createDatabase("lasting");
            asOwner(before, "CREATE TABLE kept (id int)");
            asOwner(before, "INSERT INTO kept VALUES (7)");
        }
        try (PostgresServer lasting = PostgresServer.start(0, directory)) {
            Database after = lasting.createDatabase("lasting");

            assertThat(after.rolePassword()).isEqualTo(before.rolePassword());
            assertThat(readKept(after)).isEqualTo("7");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("credentials"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void givenAHalfMadeCluster_whenStarted_thenItIsBegunAnew() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/postgresql.conf"), "# initdb was killed here");

        try (PostgresServer lasting = PostgresServer.start(0, directory);
                Connection connection = lasting.connect("postgres")) {
            assertThat(one(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void givenAReusedProcessIdInThePidFile_whenStarted_thenTheServerStartsAllTheSame() throws Exception {
        try (PostgresServer lasting = PostgresServer.start(0, directory)) {
            lasting.kill();
            Path file = directory.resolve("data/postmaster.pid");
            String foreign = Long.toString(ProcessHandle.current().pid());
            Files.writeString(file, Files.readString(file).replaceFirst("^\\d+", foreign));

            lasting.restart();

            try (Connection connection = lasting.connect("postgres")) {
                assertThat(one(connection, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void givenADirectoryInUse_whenASecondServerWantsIt_thenThatIsSaid() {
        try (PostgresServer lasting = PostgresServer.start(0, directory)) {
            assertThatThrownBy(() -> PostgresServer.start(0, directory))
                    .isInstanceOf(PartFailed.class)
                    .hasMessageContaining("PostgreSQL: its data directory " + directory + " is in use");
            assertThat(Ports.answers(lasting.port())).isTrue();
        }
    }

    @Test
    void givenATakenPort_whenStarted_thenPartAndPortAreNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PostgresServer.start(taken.getLocalPort(), null))
                    .isInstanceOf(PortInUse.class)
                    .hasMessage("PostgreSQL: port " + taken.getLocalPort() + " is in use by another process");
        }
    }

    private static String readKept(Database database) throws SQLException {
        try (Connection connection = connect(database.jdbcUrl(), database.owner(), database.ownerPassword())) {
            return one(connection, "SELECT id FROM kept");
        }
    }

    private static void asOwner(Database database, String statement) throws SQLException {
        try (Connection connection = connect(database.jdbcUrl(), database.owner(), database.ownerPassword())) {
            execute(connection, statement);
        }
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
