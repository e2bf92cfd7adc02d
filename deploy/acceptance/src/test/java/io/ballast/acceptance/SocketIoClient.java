package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The unmodified {@code socket.io-client} of npm in a process of its own; what it says is kept. */
final class SocketIoClient implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("../../notification-service/src/test/node");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INSTALLED = Duration.ofMinutes(3);

    private final Process process;
    private final List<JsonNode> said = new CopyOnWriteArrayList<>();

    private SocketIoClient(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    /** @param options the client's own */
    static SocketIoClient connect(String url, Map<String, ?> options) {
        try {
            install();
            return new SocketIoClient(
                    program("node", "client.mjs", url, EventJson.mapper().writeValueAsString(options)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has said that, and gives the first time. */
    JsonNode await(String what) {
        return await(what, "what", what);
    }

    /** Waits for the first event of that name and gives its payload. */
    JsonNode awaitEvent(String event) {
        return await("event " + event, "event", event).get("args").get(0);
    }

    /** How often it has said that. */
    long count(String what) {
        return said.stream().filter(line -> is(line, "what", what)).count();
    }

    private JsonNode await(String alias, String field, String value) {
        Awaitility.await(alias)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(said).anyMatch(line -> is(line, field, value)));
        return said.stream().filter(line -> is(line, field, value)).findFirst().orElseThrow();
    }

    private static boolean is(JsonNode line, String field, String value) {
        return line.path(field).asText().equals(value);
    }

    /** Nothing to do unless the packages are not there yet. */
    private static void install() throws IOException {
        Process installing =
                program("sh", "../../../../deploy/infrastructure/scripts/npm-packages.sh", "socket.io's client");
        try {
            assertThat(installing.waitFor(INSTALLED.toSeconds(), TimeUnit.SECONDS))
                    .as("npm is done")
                    .isTrue();
            assertThat(installing.exitValue()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            installing.destroyForcibly();
        }
    }

    private static Process program(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void listen() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(EventJson.mapper().readTree(line));
            }
        } catch (IOException ended) {
            // it was closed
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
