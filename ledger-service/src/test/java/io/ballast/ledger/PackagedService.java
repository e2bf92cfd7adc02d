package io.ballast.ledger;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as it is packaged, in a JVM of its own, in the production profile. */
final class PackagedService {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Pattern PORTS = Pattern.compile(
            "Listening on: http://[^ :]+:(\\d+)\\. Management interface listening on http://[^ :]+:(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final ChildProcess process;

    private PackagedService(Path log, ChildProcess process) {
        this.log = log;
        this.process = process;
    }

    /** Starts it and waits until it listens. */
    static PackagedService start(ServiceSettings settings, String name) {
        return start(settings, name, Map.of());
    }

    /** The same with more properties. */
    static PackagedService start(ServiceSettings settings, String name, Map<String, String> more) {
        try {
            Path directory =
                    Files.createDirectories(Path.of("target", "packaged").toAbsolutePath());
            Path log = directory.resolve(name + ".log");
            Files.deleteIfExists(log);
            ChildProcess process = ChildProcess.start(
                    "ledger-service", command(settings, more), settings.environment(), directory, log);
            PackagedService service = new PackagedService(log, process);
            process.awaitReady(START, () -> service.ports().find());
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(ServiceSettings settings, Map<String, String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        // It lives for seconds: what starts fast is better than what runs fast later.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        settings.plain().forEach((name, value) -> command.add("-D" + name + "=" + value));
        more.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.port=0");
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString());
        return command;
    }

    /** Posts JSON under a key. */
    HttpResponse<String> post(String path, String token, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service().resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    int health(String kind) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management().resolve("/q/health/" + kind))
                .timeout(ANSWER)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** What it wrote to its console so far. */
    List<String> logLines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM; whether it ended by itself within the bound. */
    boolean stop(Duration bound) {
        return process.stop(bound);
    }

    /** SIGKILL. */
    void kill() {
        if (process.isAlive()) {
            process.kill();
        }
    }

    private URI service() {
        return local(1);
    }

    private URI management() {
        return local(2);
    }

    private URI local(int group) {
        Matcher matcher = ports();
        if (!matcher.find()) {
            throw new IllegalStateException("The service has not said where it listens");
        }
        return URI.create("http://127.0.0.1:" + matcher.group(group));
    }

    private Matcher ports() {
        return PORTS.matcher(String.join("\n", Files.exists(log) ? logLines() : List.of()));
    }
}
