package io.ballast.bench.set;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import io.ballast.infrastructure.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The packaged ledger-service in a JVM of its own, with the optimising compiler, as in production. */
final class LedgerProcess implements AutoCloseable {

    private static final String NAME = "ledger-service";
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int UNSAFE_WARNS = 24;
    private static final int READY = 200;

    /** Nobody is turned away for asking often: it is the service that is measured, not its patience. */
    private static final Map<String, String> SETTINGS = Map.of("ballast.rate-limit.enabled", "false");

    private final ChildProcess process;
    private final InetSocketAddress address;

    private LedgerProcess(ChildProcess process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    static LedgerProcess start(Path application, ServiceSettings settings, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = Ports.free();
        int management = Ports.free();
        Path log = directory.resolve("service.log");
        ChildProcess process = ChildProcess.start(
                NAME, command(application, settings, port, management), settings.environment(), directory, log);
        try {
            process.awaitReady(START, () -> isReady(management));
        } catch (RuntimeException e) {
            process.stop(STOP);
            throw e;
        }
        return new LedgerProcess(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    InetSocketAddress address() {
        return address;
    }

    private static List<String> command(Path application, ServiceSettings settings, int port, int management) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-Dfile.encoding=UTF-8"));
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        String more = System.getenv("BENCH_SERVICE_OPTIONS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split("\\s+")));
        }
        Map<String, String> properties = new TreeMap<>(settings.plain());
        properties.putAll(SETTINGS);
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(port));
        properties.put("quarkus.management.host", "127.0.0.1");
        properties.put("quarkus.management.port", Integer.toString(management));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(application.resolve("quarkus-run.jar").toString());
        return command;
    }

    private static boolean isReady(int management) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + management + "/q/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == READY;
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    @Override
    public void close() {
        process.stop(STOP);
    }
}
