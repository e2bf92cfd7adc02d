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

/** A packaged service in a JVM of its own, with the optimising compiler, as in production. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int UNSAFE_WARNS = 24;
    private static final int READY = 200;

    /** A heap that is there from the beginning. */
    public static final List<String> FIXED_HEAP = List.of("-XX:+UseParallelGC", "-Xms1g", "-Xmx1g");

    private final ChildProcess process;
    private final InetSocketAddress address;
    private final URI management;

    private ServiceProcess(ChildProcess process, InetSocketAddress address, URI management) {
        this.process = process;
        this.address = address;
        this.management = management;
    }

    /**
     * What is started.
     *
     * @param name the module's, for messages
     * @param application its {@code quarkus-app}
     * @param heap the JVM's options that choose and bound it
     * @param settings which parts it uses
     * @param more further properties, which come before those
     * @param directory where its log goes
     */
    public record Launch(
            String name,
            Path application,
            List<String> heap,
            ServiceSettings settings,
            Map<String, String> more,
            Path directory) {}

    /** Returns when it is ready. */
    public static ServiceProcess start(Launch launch) {
        try {
            Files.createDirectories(launch.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = Ports.free();
        int management = Ports.free();
        ChildProcess process = ChildProcess.start(
                launch.name(),
                command(launch, port, management),
                launch.settings().environment(),
                launch.directory(),
                launch.directory().resolve("service.log"));
        try {
            process.awaitReady(START, () -> isReady(management));
        } catch (RuntimeException e) {
            process.stop(STOP);
            throw e;
        }
        return new ServiceProcess(
                process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), origin(management));
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Where health and metrics are. */
    public URI management() {
        return management;
    }

    public long pid() {
        return process.pid();
    }

    private static URI origin(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static List<String> command(Launch launch, int port, int management) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dfile.encoding=UTF-8"));
        command.addAll(launch.heap());
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        String more = System.getenv("BENCH_SERVICE_OPTIONS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split("\\s+")));
        }
        Map<String, String> properties = new TreeMap<>(launch.settings().plain());
        properties.putAll(launch.more());
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(port));
        properties.put("quarkus.management.host", "127.0.0.1");
        properties.put("quarkus.management.port", Integer.toString(management));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(launch.application().resolve("quarkus-run.jar").toString());
        return command;
    }

    private static boolean isReady(int management) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    origin(management).resolve("/q/health/ready").toURL().openConnection();
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
