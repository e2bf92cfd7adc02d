package io.ballast.acceptance.scale;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import io.ballast.infrastructure.ServiceSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One replica of a packaged service: a JVM of its own that is killed, and started again on the same ports. */
final class Replica {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final int READY = 200;
    private static final int UNSAFE_WARNS = 24;

    /** Many share two cores: small heaps, one compiler. */
    private static final List<String> JVM = List.of(
            "-Xms48m",
            "-Xmx224m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8");

    private final Service service;
    private final int number;
    private final Path application;
    private final Path log;
    private final ServiceSettings settings;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private ChildProcess process;

    Replica(Service service, int number, Path checkout, Path logs, ServiceSettings settings) {
        this.service = service;
        this.number = number;
        this.application = checkout.resolve(service.module()).resolve("target/quarkus-app");
        this.log = logs.resolve(service.module() + "-" + number + ".log");
        this.settings = settings;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it and waits until it is ready. */
    synchronized void start() {
        process = ChildProcess.start(name(), command(), settings.environment(), application, log);
        process.awaitReady(START, this::isReady);
    }

    /** SIGKILL. */
    synchronized void kill() {
        process.kill();
    }

    /** SIGTERM, as an orchestrator that replaces it; returns when it has ended. */
    synchronized void terminate() {
        if (!process.stop(STOP)) {
            throw new IllegalStateException(
                    name() + " did not stop within " + STOP.toSeconds() + " s (log: " + log + ")");
        }
    }

    synchronized void close() {
        if (process != null) {
            process.kill();
        }
    }

    private String name() {
        return service.module() + "-" + number;
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == READY;
        } catch (IOException notYet) {
            return false;
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(application.resolve("quarkus-run.jar").toString());
        return command;
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>(settings.plain());
        properties.putAll(service.properties());
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(port));
        properties.put("quarkus.management.host", "127.0.0.1");
        properties.put("quarkus.management.port", Integer.toString(managementPort));
        return properties;
    }
}
