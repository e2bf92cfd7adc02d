package io.ballast.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A program in Node.js with the real socket.io-client; what it says is kept. Ends with its input. */
public final class NodeProgram implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("src/test/node");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Writer input;
    private final List<JsonNode> said = new CopyOnWriteArrayList<>();

    private NodeProgram(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::listen);
    }

    public static NodeProgram start(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            return new NodeProgram(command);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The client of Socket.IO; {@code options} are its own. */
    public static NodeProgram client(String url, Map<String, ?> options) {
        return start("client.mjs", url, json(options));
    }

    /** Has the client do something. */
    public void tell(Map<String, ?> command) {
        try {
            input.write(json(command) + "\n");
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All it has said of one kind. */
    public List<JsonNode> said(String what) {
        return said.stream()
                .filter(line -> line.get("what").textValue().equals(what))
                .toList();
    }

    /** Waits until it has said so much of one kind, and gives it. */
    public List<JsonNode> await(String what, int count) {
        Awaitility.await(what + " of " + said)
                .atMost(PATIENCE)
                .until(() -> said(what).size() >= count);
        return said(what);
    }

    /** The arguments of each event of that name so far. */
    public List<JsonNode> events(String event) {
        return said("event").stream()
                .filter(line -> line.get("event").textValue().equals(event))
                .map(line -> line.get("args"))
                .toList();
    }

    /** Waits until there were so many events of that name, and gives their arguments. */
    public List<JsonNode> awaitEvents(String event, int count) {
        Awaitility.await(event).atMost(PATIENCE).until(() -> events(event).size() >= count);
        return events(event);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void listen() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(EventJson.mapper().readTree(line));
            }
        } catch (IOException ended) {
            // it was closed
        }
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
