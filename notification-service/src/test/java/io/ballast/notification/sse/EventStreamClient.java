package io.ballast.notification.sse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.events.json.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A client of server-sent events that keeps every event as a socket's client would have got it. */
final class EventStreamClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> response;
    private volatile JsonNode closing;
    private volatile int comments;
    private volatile boolean ended;

    private EventStreamClient(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    static EventStreamClient open(URI events, String token) {
        return open(events, request -> request.header("Authorization", "Bearer " + token));
    }

    static EventStreamClient open(URI events, UnaryOperator<HttpRequest.Builder> request) {
        try {
            HttpRequest built = request.apply(HttpRequest.newBuilder(events).version(HttpClient.Version.HTTP_1_1))
                    .build();
            return new EventStreamClient(HTTP.send(built, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** All events so far. */
    List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    List<JsonNode> frames(String event) {
        return frames.stream()
                .filter(frame -> frame.get("event").textValue().equals(event))
                .toList();
    }

    /** Waits until there are so many of one event, and gives them. */
    List<JsonNode> await(String event, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> frames(event).size() >= count);
        return frames(event);
    }

    void awaitComment() {
        int before = comments;
        Awaitility.await().atMost(PATIENCE).until(() -> comments > before);
    }

    /** Waits until the stream has ended, and gives the code and reason of its last event. */
    JsonNode awaitClosing() {
        Awaitility.await().atMost(PATIENCE).until(() -> ended);
        return closing;
    }

    String lastId() {
        return frames.stream()
                .filter(frame -> frame.has("id"))
                .toList()
                .getLast()
                .get("id")
                .textValue();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            ObjectNode event = EventJson.mapper().createObjectNode();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                event = line(line, event);
            }
        } catch (IOException gone) {
            // the test closed it, or the service was killed
        } finally {
            ended = true;
        }
    }

    private ObjectNode line(String line, ObjectNode event) throws IOException {
        if (line.isEmpty()) {
            dispatch(event);
            return EventJson.mapper().createObjectNode();
        }
        if (line.startsWith(":")) {
            comments++;
        } else if (line.startsWith("data: ")) {
            event.set("data", EventJson.mapper().readTree(line.substring("data: ".length())));
        } else if (!line.startsWith("retry: ")) {
            String[] field = line.split(": ", 2);
            event.put(field[0], field[1]);
        }
        return event;
    }

    private void dispatch(ObjectNode event) {
        if (event.isEmpty()) {
            return;
        }
        if (event.get("event").textValue().equals("closing")) {
            closing = event.get("data");
        } else {
            frames.add(event);
        }
    }
}
