package io.ballast.acceptance.scale;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A user's device as it ought to be: one socket to some replica, and when that ends another one to the next, from the last id
 * it has seen. Everything it is sent is given to its {@link Oracle}.
 */
final class Socket implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_PAUSE_MILLIS = 600;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final User user;
    private final RoundRobin replicas;
    private final Oracle oracle;
    private final Thread keeper;
    private volatile boolean closed;
    private volatile int connections;

    private Socket(User user, RoundRobin replicas) {
        this.user = user;
        this.replicas = replicas;
        this.oracle = new Oracle(user.accountId());
        this.keeper = Thread.ofVirtual().unstarted(this::keepConnected);
    }

    static Socket of(User user, RoundRobin replicas) {
        Socket socket = new Socket(user, replicas);
        socket.keeper.start();
        return socket;
    }

    User user() {
        return user;
    }

    Oracle oracle() {
        return oracle;
    }

    /** How often it has been connected. */
    int connections() {
        return connections;
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
    }

    private void keepConnected() {
        while (!closed) {
            try {
                connected();
                Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Returns when the connection has ended, or there was none. */
    private void connected() throws InterruptedException {
        Connection connection = new Connection();
        WebSocket socket;
        try {
            socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + user.token())
                    .connectTimeout(CONNECT)
                    .buildAsync(balance(), connection)
                    .orTimeout(CONNECT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (RuntimeException refused) {
            return;
        }
        connections++;
        try {
            connection.awaitEnd();
        } finally {
            socket.abort();
        }
    }

    private URI balance() {
        String since = oracle.last().map(id -> "?since=" + id).orElse("");
        return URI.create(replicas.next().toString().replaceFirst("^http", "ws") + "/balance" + since);
    }

    private final class Connection implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();
        private final CountDownLatch ended = new CountDownLatch(1);

        private void awaitEnd() throws InterruptedException {
            ended.await();
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                oracle.see(frame(partial.toString()));
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            ended.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended.countDown();
        }

        private static JsonNode frame(String json) {
            try {
                return EventJson.mapper().readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException("Not a frame: " + json, e);
            }
        }
    }
}
