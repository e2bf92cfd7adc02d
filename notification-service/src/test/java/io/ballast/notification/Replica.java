package io.ballast.notification;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Another replica of this service: the packaged application as a process of its own, on the same parts. */
public final class Replica implements AutoCloseable {

    private static final Path APPLICATION = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);
    /** Starts sooner; what it would do better after minutes nobody waits for. */
    private static final List<String> QUICK =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private static final List<String> SHARED = List.of(
            "mp.messaging.connector.smallrye-kafka.session.timeout.ms",
            "mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms",
            "quarkus.datasource.reactive.url",
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "quarkus.redis.hosts",
            "kafka.bootstrap.servers",
            "BALLAST_JWT_JWKS_URL",
            "BALLAST_JWT_ISSUER",
            "BALLAST_JWT_AUDIENCE",
            "ballast.push.fcm.service-account",
            "ballast.push.fcm.endpoint",
            "ballast.push.web.public-key",
            "ballast.push.web.private-key",
            "ballast.push.web.subject",
            "ballast.push.allow-loopback-targets",
            "ballast.push.delay");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Path log = Path.of("target/replica-" + port + ".log");
    private final ChildProcess process;

    private Replica(List<String> properties) {
        process = ChildProcess.start(
                "Replica",
                command(properties),
                Map.of("QUARKUS_DATASOURCE_PASSWORD", configured("quarkus.datasource.password")),
                Path.of("").toAbsolutePath(),
                log.toAbsolutePath());
    }

    /**
     * Starts a replica with the parts of the running test, and waits until it is ready.
     *
     * @param properties what it is configured with beyond that, each as {@code name=value}
     */
    public static Replica start(String... properties) {
        Replica replica = new Replica(List.of(properties));
        replica.process.awaitReady(START, replica::isReady);
        return replica;
    }

    public URI balance() {
        return URI.create("http://localhost:" + port + "/balance");
    }

    /** What it has logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end, as an orchestrator does; returns when it has. */
    public void terminate() {
        process.stop(STOP);
    }

    /** How many objects of that class are reachable on its heap. */
    public long instances(String className) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process histogram = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = histogram.inputReader()) {
                // a line: number, instances, bytes, class, module
                return lines.lines()
                        .map(line -> line.trim().split("\\s+"))
                        .filter(words -> words.length > 3 && words[3].equals(className))
                        .mapToLong(words -> Long.parseLong(words[1]))
                        .sum();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it without warning. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.kill();
    }

    private List<String> command(List<String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK);
        SHARED.forEach(name -> command.add("-D" + name + "=" + configured(name)));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + managementPort);
        command.add("-Dballast.delivery.drain-window=1s");
        command.add("-Dquarkus.shutdown.delay=2s");
        command.add("-Dquarkus.http.host=localhost");
        command.add("-Dquarkus.management.host=localhost");
        properties.forEach(property -> command.add("-D" + property));
        command.add("-jar");
        command.add(APPLICATION.toAbsolutePath().toString());
        return command;
    }

    /** Whether it says that it takes traffic. */
    public boolean isReady() {
        URI ready = URI.create("http://localhost:" + managementPort + "/q/health/ready");
        try {
            return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String configured(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
