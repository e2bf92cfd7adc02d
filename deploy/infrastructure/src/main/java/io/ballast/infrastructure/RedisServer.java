package io.ballast.infrastructure;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Redis 7.0 server on loopback. A temporary one keeps nothing; one with a directory keeps an append-only file, synced
 * every second.
 */
public final class RedisServer extends ServerPart {

    private static final String NAME = "Redis";
    private static final String VERSION = "7.0.15";
    /** A variable of the environment that names another build of Redis, for benchmarks: this one is slower than what is installed. */
    private static final String OTHER_BUILD = "BALLAST_REDIS_SERVER";

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final int port;
    private final String password;
    private final Optional<RedisTls> tls;

    private RedisServer(DataDirectory directory, int port, String password, Optional<RedisTls> tls) {
        super(NAME, directory, START, STOP);
        this.port = port;
        this.password = password;
        this.tls = tls;
    }

    /** Starts a temporary server on a free port, without a password. */
    public static RedisServer start() {
        return start(0, null, null);
    }

    /**
     * Starts a server.
     *
     * @param port where to listen, 0 for a free port
     * @param directory where data stays, or {@code null} for a server that keeps nothing
     * @param password what clients must give, without quotes and backslashes, or {@code null} for none
     * @throws PortInUse if somebody listens on the port
     */
    public static RedisServer start(int port, Path directory, String password) {
        return start(port, directory, password, Optional.empty());
    }

    /**
     * Starts a temporary server that listens with TLS as well ({@link #tlsUrl()}).
     *
     * @param certificate its private key and its certificates for {@code localhost}, in one PEM file
     * @param password what clients must give, without quotes and backslashes
     */
    public static RedisServer startWithTls(Path certificate, String password) {
        return start(0, null, password, Optional.of(new RedisTls(Ports.free(), certificate)));
    }

    private static RedisServer start(int port, Path directory, String password, Optional<RedisTls> tls) {
        return start(
                DataDirectory.of(NAME, directory),
                data -> new RedisServer(data, Ports.freeIfZero(port), password, tls));
    }

    public int port() {
        return port;
    }

    /** What clients must give; empty if there is none. */
    public Optional<String> password() {
        return Optional.ofNullable(password);
    }

    /** As {@code quarkus.redis.hosts} wants it; holds no password. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** As {@code quarkus.redis.hosts} wants it for TLS; holds no password. */
    public String tlsUrl() {
        return "rediss://localhost:"
                + tls.orElseThrow(() -> new IllegalStateException("this server was started without TLS"))
                        .port();
    }

    /** Sends a command and returns the answer as text: a line, or the body of a bulk answer. */
    public String command(String... words) {
        try (RedisClient client = new RedisClient(port, password)) {
            return client.command(words);
        } catch (IOException e) {
            throw new PartFailed(NAME, "does not answer: " + e.getMessage(), e);
        }
    }

    /** Forgets everything, as an operator or a lost machine would. */
    public void flushAll() {
        command("FLUSHALL");
    }

    @Override
    List<Integer> ports() {
        return List.of(port);
    }

    @Override
    ChildProcess startProcess() {
        Path configuration = file("redis.conf");
        Secrets.writeOwnerOnly(configuration, configuration().getBytes(StandardCharsets.UTF_8));
        return startProcess(List.of(binary().toString(), configuration.toString()), Map.of());
    }

    private String configuration() {
        return """
                bind 127.0.0.1
                port %d
                dir "%s"
                daemonize no
                save ""
                appendonly %s
                appendfsync everysec
                %s
                %s
                """.formatted(
                        port,
                        directory().path(),
                        directory().lasting() ? "yes" : "no",
                        password().map(given -> "requirepass \"" + given + '"').orElse(""),
                        tls.map(RedisTls::lines).orElse(""));
    }

    @Override
    boolean isReady() {
        try (RedisClient client = new RedisClient(port, password)) {
            return "PONG".equals(client.command("PING"));
        } catch (IOException e) {
            // Not listening yet, or still loading its data.
            return false;
        }
    }

    private static Path binary() {
        return Optional.ofNullable(System.getenv(OTHER_BUILD))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(RedisServer::unpacked);
    }

    private static Path unpacked() {
        String file = "redis-server-" + VERSION + "-" + Platform.current().classifier();
        // Named by the library that carries the binaries as resources; its own process handling is not used.
        URL resource = RedisServer.class.getResource("/" + file);
        if (resource == null) {
            throw new PartFailed(NAME, "no binary for " + Platform.current() + " on the class path");
        }
        try (var in = resource.openStream()) {
            byte[] content = in.readAllBytes();
            return Cache.directory("redis", content, unpacked -> {
                        Path program = Files.write(unpacked.resolve(file), content);
                        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                    })
                    .resolve(file);
        } catch (IOException e) {
            throw new PartFailed(NAME, "cannot unpack its binary: " + e, e);
        }
    }

    /** Where it listens with TLS, and with which key and certificates. Clients show no certificate, they give a password. */
    private record RedisTls(int port, Path certificate) {

        String lines() {
            return """
                    tls-port %d
                    tls-cert-file "%s"
                    tls-key-file "%s"
                    tls-auth-clients no""".formatted(port, certificate, certificate);
        }
    }
}
