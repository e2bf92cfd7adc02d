package io.ballast.operations.tls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged notification-service as a process, which is told of its parts by configuration alone. */
final class SecuredService implements AutoCloseable {

    private static final Path APPLICATION = Checkout.file("notification-service/target/quarkus-app/quarkus-run.jar");
    private static final Duration START = Duration.ofSeconds(120);
    /** Starts sooner; what it would do better after minutes nobody waits for. */
    private static final List<String> QUICK =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final ChildProcess process;

    private SecuredService(Path directory, Map<String, String> properties, Map<String, String> environment) {
        Path log = directory.resolve("notification-" + port + ".log");
        process = ChildProcess.start("notification-service", command(properties), environment, directory, log);
    }

    static SecuredService start(Path directory, Map<String, String> properties, Map<String, String> environment) {
        return new SecuredService(directory, properties, environment);
    }

    /** Waits until it takes traffic. */
    SecuredService awaitReady() {
        process.awaitReady(START, () -> readiness().path("status").asText().equals("UP"));
        return this;
    }

    /** What the readiness check answers; empty as long as nothing does. */
    JsonNode readiness() {
        URI ready = URI.create("http://localhost:" + managementPort + "/q/health/ready");
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException notYet) {
            return new ObjectMapper().createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command(Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.host=localhost");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.host=localhost");
        command.add("-Dquarkus.management.port=" + managementPort);
        // the next one does not wait long for the partitions of one that was killed
        command.add("-Dmp.messaging.connector.smallrye-kafka.session.timeout.ms=5000");
        command.add("-Dmp.messaging.connector.smallrye-kafka.heartbeat.interval.ms=500");
        command.add("-jar");
        command.add(APPLICATION.toString());
        return command;
    }

    @Override
    public void close() {
        process.kill();
    }
}
