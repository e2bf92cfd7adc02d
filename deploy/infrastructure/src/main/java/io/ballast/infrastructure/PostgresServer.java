package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL server on loopback that keeps what it acknowledges: {@code fsync}, {@code synchronous_commit} and
 * {@code full_page_writes} are on, and the start fails if the server says otherwise.
 */
public final class PostgresServer extends ServerPart {

    private static final String NAME = "PostgreSQL";
    private static final String SUPERUSER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int CONNECT_SECONDS = 5;
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            // 4 services, 2 replicas each, with pools of at most 25, and room for tests, Flyway and people.
            Map.entry("max_connections", "300"),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"));

    private final PostgresBinaries binaries;
    private final Secrets secrets;
    private final int port;
    private final Map<String, String> settings;

    private PostgresServer(
            DataDirectory directory, PostgresBinaries binaries, int port, Secrets secrets, Map<String, String> more) {
        super(NAME, directory, START, STOP);
        this.binaries = binaries;
        this.port = port;
        this.secrets = secrets;
        this.settings = new HashMap<>(SETTINGS);
        this.settings.putAll(more);
    }

    /** Starts a temporary server on a free port. */
    public static PostgresServer start() {
        return start(0, null);
    }

    /**
     * Starts a server.
     *
     * @param port where to listen, 0 for a free port
     * @param directory where data and generated passwords stay, or {@code null} for a temporary server
     * @throws PortInUse if somebody listens on the port
     * @throws PartFailed if the server does not come up within a minute, or another launcher uses the directory
     */
    public static PostgresServer start(int port, Path directory) {
        return start(port, directory, Map.of());
    }

    /** Starts a temporary server that archives its log. */
    public static PostgresServer startArchiving(PostgresArchive archive) {
        return start(0, null, archive.archiving());
    }

    /**
     * Starts a temporary server on a free port that offers TLS.
     *
     * @param certificate its private key and its certificates, in one PEM file that only its owner can read
     */
    public static PostgresServer startWithTls(Path certificate) {
        String file = certificate.toString();
        return start(0, null, Map.of("ssl", "on", "ssl_cert_file", file, "ssl_key_file", file));
    }

    private static PostgresServer start(int port, Path directory, Map<String, String> more) {
        DataDirectory data = DataDirectory.of(NAME, directory);
        try {
            data.endLeftover("INT");
            int chosen = Ports.freeIfZero(port);
            Ports.requireFree(NAME, chosen);
            Secrets secrets = data.lasting() ? Secrets.in(data.path().resolve("credentials")) : Secrets.inMemory();
            PostgresServer server = new PostgresServer(data, PostgresBinaries.unpacked(NAME), chosen, secrets, more);
            data.turnLogOver();
            server.initialise();
            server.launch();
            return server;
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Copies this server's data, while it runs, to where it archives its log. */
    public void backUp(PostgresArchive archive) {
        try (Connection connection = connect("postgres")) {
            archive.backUp(connection, data());
        } catch (SQLException e) {
            throw new PartFailed(NAME, "cannot be backed up: " + e.getMessage(), e);
        }
    }

    /**
     * Starts another temporary server, with this one's roles and passwords, from the archive. This one may be gone by then.
     *
     * @param target the name and value of one of PostgreSQL's {@code recovery_target…} settings
     */
    public PostgresServer restore(PostgresArchive archive, Map.Entry<String, String> target) {
        DataDirectory data = DataDirectory.of(NAME, null);
        try {
            Map<String, String> more = new HashMap<>(archive.restoring());
            more.put(target.getKey(), target.getValue());
            PostgresServer restored = new PostgresServer(data, binaries, Ports.freeIfZero(0), secrets, more);
            archive.layOut(restored.data());
            restored.launch();
            return restored;
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /**
     * Starts a temporary server that begins as a copy of a running one and follows it.
     *
     * @param standbyName how the primary knows it, in {@code synchronous_standby_names}
     */
    static PostgresServer standbyOf(PostgresServer primary, String standbyName) {
        DataDirectory data = DataDirectory.of(NAME, null);
        try {
            PostgresServer standby =
                    new PostgresServer(data, primary.binaries, Ports.free(), primary.secrets, Map.of());
            try (Connection connection = primary.connect("postgres")) {
                PostgresBaseBackup.take(connection, primary.data(), standby.data());
            }
            PostgresBaseBackup.follow(
                    standby.data(), primary.port, standbyName, SUPERUSER, primary.secrets.get(SUPERUSER));
            standby.launch();
            return standby;
        } catch (SQLException e) {
            data.close();
            throw new PartFailed(NAME, "cannot be copied: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /**
     * Creates a database with its owner and its service role, or brings what is there into that state. Can be called
     * again at any time.
     *
     * @param name lower-case letters, digits and underscores
     */
    public Database createDatabase(String name) {
        Database database =
                new Database(name, port, name + "_owner", secrets.get(name + "_owner"), name, secrets.get(name));
        try (Connection connection = connect("postgres")) {
            DatabaseRoles.create(connection, database);
        } catch (SQLException e) {
            throw new PartFailed(NAME, "cannot create database " + name + ": " + e.getMessage(), e);
        }
        return database;
    }

    /** A connection as superuser, for tests that look at or break things that no service may touch. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", secrets.get(SUPERUSER));
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    @Override
    public synchronized void kill() {
        List<ProcessHandle> backends =
                ProcessHandle.of(pid()).map(p -> p.descendants().toList()).orElse(List.of());
        super.kill();
        // The server's own processes notice and go; their shared memory must be free before the next start.
        backends.forEach(backend -> directory().awaitGone(backend, STOP));
    }

    /** Creates the cluster. One that was not completed (the launcher was killed meanwhile) is begun anew. */
    private void initialise() {
        Path complete = file("initialised");
        Path passwordFile = file("superuser");
        if (Files.exists(complete)) {
            return;
        }
        try {
            DataDirectory.delete(data());
            Secrets.writeOwnerOnly(passwordFile, secrets.get(SUPERUSER).getBytes(StandardCharsets.UTF_8));
            ChildProcess.run(NAME, initdb(passwordFile), directory().path(), log(), START);
            Files.delete(passwordFile);
            Files.createFile(complete);
        } catch (IOException e) {
            throw new PartFailed(NAME, "cannot create its data: " + e, e);
        }
    }

    private List<String> initdb(Path passwordFile) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + data(),
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        if (!directory().lasting()) {
            // Temporary data does not outlive the machine; what transactions write is synced all the same.
            arguments.add("--no-sync");
        }
        return binaries.command("initdb", arguments);
    }

    @Override
    List<Integer> ports() {
        return List.of(port);
    }

    @Override
    ChildProcess startProcess() {
        PostmasterFile.removeIfForeign(data());
        List<String> arguments = new ArrayList<>(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        settings.forEach((key, value) -> arguments.addAll(List.of("-c", key + "=" + value)));
        // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
        return ChildProcess.start(
                NAME,
                binaries.command("postgres", arguments),
                Map.of(),
                directory().path(),
                log(),
                "INT");
    }

    @Override
    boolean isReady() {
        if (!Ports.answers(port)) {
            return false;
        }
        try (Connection connection = connect("postgres")) {
            return connection.isValid(CONNECT_SECONDS);
        } catch (SQLException e) {
            // Still starting, or recovering after a crash.
            return false;
        }
    }

    @Override
    void completeStart() {
        try (Connection connection = connect("postgres")) {
            DatabaseRoles.requireOn(connection, NAME, List.of("fsync", "synchronous_commit", "full_page_writes"));
        } catch (SQLException e) {
            throw new PartFailed(NAME, "cannot read its settings: " + e.getMessage(), e);
        }
    }

    private Path data() {
        return file("data");
    }
}
