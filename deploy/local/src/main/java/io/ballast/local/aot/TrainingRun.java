package io.ballast.local.aot;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.PartFailed;
import io.ballast.infrastructure.Ports;
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

/**
 * A run of a service that nobody uses, from which the JVM makes an AOT cache: it starts, is asked what needs no database, and
 * is stopped. It reaches nothing (each address it is told is a port on which nobody listens) and changes nothing, so it can
 * run beside a set as well as in the build of an image, where there are no parts.
 *
 * @param service the name for messages
 * @param application the directory with {@code quarkus-run.jar}
 * @param jvmOptions those that the service will be started with
 * @param environment of the service
 * @param cache where the JVM writes
 * @param log where the service does
 */
public record TrainingRun(
        String service,
        Path application,
        List<String> jvmOptions,
        Map<String, String> environment,
        Path cache,
        Path log) {

    private static final String HOST = "127.0.0.1";
    private static final String NOBODY = HOST + ":1";
    private static final Duration START = Duration.ofSeconds(120);

    /** The JVM writes the cache when the service has ended, and that takes longer than both before. */
    private static final Duration STOP = Duration.ofSeconds(240);

    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final List<String> MANAGEMENT_PATHS = List.of("/q/health/started", "/q/health/ready", "/q/metrics");
    private static final List<String> PATHS = List.of("/q/openapi?format=json", "/v1/nothing");

    /** What a service needs to be told before it starts. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("quarkus.http.host", HOST),
            Map.entry("quarkus.management.host", HOST),
            Map.entry("quarkus.datasource.reactive.url", "postgresql://" + NOBODY + "/nothing"),
            Map.entry("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + NOBODY + "/nothing"),
            Map.entry("quarkus.datasource.username", "nobody"),
            Map.entry("quarkus.flyway.migrate-at-start", "false"),
            Map.entry("quarkus.redis.hosts", "redis://" + NOBODY),
            Map.entry("kafka.bootstrap.servers", NOBODY),
            // Kafka's clients are patient, and at the end wait for a broker to say goodbye to
            Map.entry("kafka.request.timeout.ms", "500"),
            Map.entry("kafka.default.api.timeout.ms", "500"),
            Map.entry("BALLAST_JWT_JWKS_URL", "http://" + NOBODY + "/jwks.json"),
            Map.entry("BALLAST_JWT_ISSUER", "nobody"));

    /**
     * Runs it to its end.
     *
     * @throws PartFailed if the service does not start, leaves no cache, or the caller is interrupted; nothing runs any more then
     */
    public void run() {
        int port = Ports.free();
        int management = Ports.free();
        ChildProcess process = ChildProcess.start(service, command(port, management), environment, application, log);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            process.awaitReady(START, () -> status(http, management, "/q/health/live") == OK);
            MANAGEMENT_PATHS.forEach(path -> status(http, management, path));
            PATHS.forEach(path -> status(http, port, path));
            process.stop(STOP);
        } finally {
            end(process);
        }
        if (!Files.isRegularFile(cache)) {
            throw new PartFailed(service, "left no AOT cache", log);
        }
    }

    /** With the JVM that writes the cache, which is a child of the service's. */
    private static void end(ChildProcess process) {
        if (process.isAlive()) {
            ProcessHandle.of(process.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(ProcessHandle::destroyForcibly);
            process.kill();
        }
    }

    private List<String> command(int port, int management) {
        // Whoever works on the machine comes first
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-XX:AOTCacheOutput=" + cache);
        SETTINGS.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + management);
        command.add("-jar");
        command.add(application.resolve("quarkus-run.jar").toString());
        return command;
    }

    /** 0 if there is no answer. */
    private static int status(HttpClient http, int port, String path) {
        URI uri = URI.create("http://" + HOST + ":" + port + path);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
