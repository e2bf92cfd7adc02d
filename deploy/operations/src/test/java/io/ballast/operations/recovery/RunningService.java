package io.ballast.operations.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service as it is packaged, in a JVM of its own, in the production profile. */
final class RunningService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final ChildProcess process;

    private RunningService(String module, Path directory, ServiceSettings settings, Map<String, String> more) {
        process = ChildProcess.start(
                module,
                command(module, settings, more),
                settings.environment(),
                directory,
                directory.resolve(module + "-" + port + ".log"));
    }

    /** Starts it and waits until it is ready. */
    static RunningService start(String module, Path directory, ServiceSettings settings, Map<String, String> more) {
        RunningService service = new RunningService(module, directory, settings, more);
        service.process.awaitReady(START, service::isReady);
        return service;
    }

    private List<String> command(String module, ServiceSettings settings, Map<String, String> more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        settings.plain().forEach((name, value) -> command.add("-D" + name + "=" + value));
        more.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + managementPort);
        command.add("-jar");
        command.add(
                Checkout.file(module + "/target/quarkus-app/quarkus-run.jar").toString());
        return command;
    }

    /** What a request with this token is answered; fails if that is no success. */
    JsonNode get(String path, String token) {
        return send(request(port, path, token).GET().build());
    }

    /** What JSON posted under a key is answered; fails if that is no success. */
    JsonNode post(String path, String token, String key, String body) {
        return send(request(port, path, token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** What JSON that replaces is answered; fails if that is no success. */
    JsonNode put(String path, String token, String body) {
        return send(request(port, path, token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    /** What a request to forget is answered; fails if that is no success. */
    JsonNode delete(String path, String token) {
        return send(request(port, path, token).DELETE().build());
    }

    /** Where a WebSocket of that path is opened. */
    URI socket(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.kill();
        }
    }

    private boolean isReady() {
        try {
            HttpRequest ready = HttpRequest.newBuilder(local(managementPort, "/q/health/ready"))
                    .timeout(ANSWER)
                    .build();
            return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static HttpRequest.Builder request(int port, String path, String token) {
        return HttpRequest.newBuilder(local(port, path)).timeout(ANSWER).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return EventJson.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static URI local(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
