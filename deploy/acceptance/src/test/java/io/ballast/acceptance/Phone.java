package io.ballast.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A user's device: one WebSocket through the gateway that keeps every frame it was sent. */
final class Phone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile boolean closed;

    private Phone(HttpClient http, URI gateway, String token) {
        URI balance = URI.create("ws://" + gateway.getAuthority() + "/balance");
        this.socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(PATIENCE)
                .buildAsync(balance, new Listener())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** A frame and the moment it arrived. */
    record Frame(String event, String id, JsonNode data, Instant arrived) {}

    static Phone connect(Api api, String token) {
        return new Phone(api.http(), api.gateway(), token);
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    List<Frame> frames(String event) {
        return frames.stream().filter(frame -> frame.event().equals(event)).toList();
    }

    boolean isClosed() {
        return closed;
    }

    Frame awaitFrame(String event) {
        return awaitFrame(event, data -> true);
    }

    Frame awaitFrame(String event, Predicate<JsonNode> matching) {
        return await("frame " + event)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> frames(event).stream()
                                .filter(frame -> matching.test(frame.data()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    void send(String json) {
        socket.sendText(json, true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                frames.add(frame(partial.toString()));
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed = true;
        }

        private Frame frame(String json) {
            try {
                JsonNode frame = EventJson.mapper().readTree(json);
                return new Frame(
                        frame.path("event").asText(), frame.path("id").asText(null), frame.path("data"), Instant.now());
            } catch (IOException e) {
                throw new UncheckedIOException("Not a frame: " + json, e);
            }
        }
    }
}
