package io.ballast.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets through the gateway to a small real server. */
class GatewaySocketsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Ear ear = new Ear();
    private Upstreams upstreams;

    @BeforeEach
    void givenAGateway() {
        upstreams = new Upstreams(Optional.empty());
    }

    @AfterEach
    void stop() {
        upstreams.close();
    }

    @Test
    void whatTheServiceSaysFirstArrivesAndWhatTheClientSaysComesBack() throws Exception {
        WebSocket socket = connect("/balance?token=abc.def.ghi");

        assertThat(ear.next()).isEqualTo("hello token=abc.def.ghi null");
        socket.sendText("{\"event\":\"get_current_balance\"}", true).join();
        assertThat(ear.next()).isEqualTo("{\"event\":\"get_current_balance\"}");
    }

    @Test
    void aSubprotocolIsNegotiatedWithTheService() throws Exception {
        WebSocket socket = http.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .subprotocols("ballast.v1", "bearer.abc")
                .buildAsync(uri("/balance"), ear)
                .join();

        assertThat(socket.getSubprotocol()).isEqualTo("ballast.v1");
        assertThat(ear.next()).isEqualTo("hello null ballast.v1");
    }

    @Test
    void largeMessagesPassInBothDirections() throws Exception {
        String large = "x".repeat(3 * 1024 * 1024);
        WebSocket socket = connect("/balance");
        ear.next();

        socket.sendText(large, true).join();

        assertThat(ear.next()).isEqualTo(large);
    }

    @Test
    void whatTheServiceSaysBeforeItClosesArrivesWithItsReason() throws Exception {
        WebSocket socket = connect("/balance");
        ear.next();

        socket.sendText("bye", true).join();

        assertThat(ear.next()).isEqualTo("last words");
        assertThat(ear.next()).isEqualTo("closed 4401 token expired");
    }

    @Test
    void theServiceLearnsThatTheClientIsGone() throws Exception {
        WebSocket socket = connect("/balance");
        ear.next();

        socket.sendClose(1000, "done").join();

        assertThat(upstreams.socketClosed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo((short) 1000);
    }

    @Test
    void theServiceLearnsThatTheClientsConnectionBroke() throws Exception {
        WebSocket socket = connect("/balance");
        ear.next();

        socket.abort();

        assertThat(upstreams.socketClosed).succeedsWithin(PATIENCE);
    }

    @Test
    void aRefusalOfTheServiceReachesTheClient() {
        assertRefused("/balance?token=bad", 401);
    }

    @Test
    void givenAServiceThatIsAwayTheUpgradeIsRefused() {
        assertRefused("/api/balance", 503);
    }

    @Test
    void anUpgradeOfNothingIsRefused() {
        assertRefused("/nowhere", 404);
    }

    private WebSocket connect(String path) {
        return http.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(uri(path), ear)
                .join();
    }

    private URI uri(String path) {
        return URI.create("ws://127.0.0.1:" + upstreams.port() + path);
    }

    private void assertRefused(String path, int status) {
        assertThatThrownBy(() -> connect(path))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    /** Keeps what arrives. */
    private static final class Ear implements WebSocket.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        String next() throws InterruptedException {
            return heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add("error " + error);
        }
    }
}
