package io.ballast.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A client of the socket that keeps every frame it was sent. */
public final class SocketClient implements AutoCloseable, WebSocket.Listener {

    /** The upgrade was answered with another status than 101. */
    public static final class Refused extends RuntimeException {
        private final int status;

        private Refused(int status) {
            super("Refused with " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private volatile String closeReason;
    private WebSocket socket;

    private SocketClient() {}

    /** Connects with a token in the {@code Authorization} header. */
    public static SocketClient connect(URI balance, String token) {
        return connect(balance, builder -> builder.header("Authorization", "Bearer " + token));
    }

    /** Connects; a refusal at the upgrade is thrown as {@link Refused}. */
    public static SocketClient connect(URI balance, UnaryOperator<WebSocket.Builder> handshake) {
        SocketClient client = new SocketClient();
        URI ws = URI.create(balance.toString().replaceFirst("^http", "ws"));
        try {
            client.socket = handshake
                    .apply(HTTP.newWebSocketBuilder().connectTimeout(PATIENCE))
                    .buildAsync(ws, client)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof WebSocketHandshakeException refusal
                    ? new Refused(refusal.getResponse().statusCode())
                    : e;
        }
        return client;
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    public void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** All frames so far. */
    public List<JsonNode> frames() {
        return frames.stream().map(SocketClient::json).toList();
    }

    /** All frames so far of one event. */
    public List<JsonNode> frames(String event) {
        return frames().stream()
                .filter(frame -> frame.get("event").textValue().equals(event))
                .toList();
    }

    /** How many frames of one event there are so far; does not read them. */
    public long count(String event) {
        String name = "\"" + event + "\"";
        return frames.stream().filter(frame -> frame.contains(name)).count();
    }

    /** Waits until there are so many frames of one event, and gives them. */
    public List<JsonNode> await(String event, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> frames(event).size() >= count);
        return frames(event);
    }

    /** Waits for the first frame of one event and gives its data. */
    public JsonNode awaitData(String event) {
        return await(event, 1).getFirst().get("data");
    }

    public int awaitClose() {
        Awaitility.await().atMost(PATIENCE).until(closeCode::isDone);
        return closeCode.join();
    }

    public Optional<String> closeReason() {
        return Optional.ofNullable(closeReason);
    }

    public boolean isClosed() {
        return closeCode.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closeCode.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeReason = error.toString();
        closeCode.complete(-1);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
