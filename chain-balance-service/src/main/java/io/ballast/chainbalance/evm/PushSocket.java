package io.ballast.chainbalance.evm;

import io.ballast.events.address.UrlPolicy;
import io.ballast.events.background.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * A WebSocket to one node that says when there is a new block or a transfer. It is only a bell: what happened is read from
 * the cursor by calls that are checked, so a message that is lost, wrong or forged costs a look at most. A socket that is
 * closed or falls silent is opened again.
 */
final class PushSocket {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PING = Duration.ofSeconds(15);
    private static final int SILENT_PINGS = 2;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final UrlPolicy policy;
    private final URI url;
    private final List<String> tokens;
    private final Backoff backoff;
    private final Runnable bell;
    private volatile WebSocket socket;
    private volatile boolean isStopped;
    private volatile long failures;
    private volatile int unanswered;

    PushSocket(
            Vertx vertx,
            WebSocketClient client,
            UrlPolicy policy,
            URI url,
            List<String> tokens,
            Duration longestPause,
            Runnable bell) {
        this.vertx = vertx;
        this.client = client;
        this.policy = policy;
        this.url = url;
        this.tokens = tokens;
        this.backoff = new Backoff(FIRST_PAUSE, longestPause);
        this.bell = bell;
    }

    /** Opens the socket, and keeps it open until {@link #stop}. */
    void open() {
        if (isStopped) {
            return;
        }
        vertx.executeBlocking(() -> policy.resolve(url.getHost()).getFirst(), false)
                .compose(this::connect)
                .onSuccess(this::opened)
                .onFailure(failure -> openLater());
    }

    void stop() {
        isStopped = true;
        WebSocket open = socket;
        if (open != null) {
            open.close();
        }
    }

    boolean isOpen() {
        WebSocket open = socket;
        return open != null && !open.isClosed();
    }

    /** Connects to the address that was checked, whatever the name resolves to by then. */
    private Future<WebSocket> connect(InetAddress address) {
        boolean ssl = url.getScheme().equals("wss");
        int usual = ssl ? HTTPS : HTTP;
        int port = url.getPort() < 0 ? usual : url.getPort();
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()));
        options.setHost(url.getHost());
        options.setPort(port);
        options.setSsl(ssl);
        options.setURI(pathAndQuery());
        options.setTimeout(CONNECT.toMillis());
        if (url.getUserInfo() != null) {
            byte[] credentials = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
            options.addHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return client.connect(options);
    }

    private void opened(WebSocket opened) {
        socket = opened;
        unanswered = 0;
        opened.textMessageHandler(this::heard);
        opened.pongHandler(pong -> unanswered = 0);
        opened.exceptionHandler(failure -> opened.close());
        long pings = vertx.setPeriodic(PING.toMillis(), timer -> ping(opened));
        opened.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            openLater();
        });
        subscribe(opened, 1, new JsonArray().add("newHeads"));
        subscribe(
                opened,
                2,
                new JsonArray()
                        .add("logs")
                        .add(new JsonObject()
                                .put("address", new JsonArray(tokens))
                                .put("topics", new JsonArray().add(Transfer.TOPIC))));
        bell.run();
    }

    private static void subscribe(WebSocket socket, int id, JsonArray parameters) {
        socket.writeTextMessage(new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", "eth_subscribe")
                .put("params", parameters)
                .encode());
    }

    private void heard(String message) {
        unanswered = 0;
        failures = 0;
        if (isNotification(message)) {
            bell.run();
        }
    }

    private static boolean isNotification(String message) {
        try {
            return "eth_subscription".equals(new JsonObject(message).getValue("method"));
        } catch (DecodeException garbage) {
            return false;
        }
    }

    private void ping(WebSocket open) {
        unanswered++;
        if (unanswered > SILENT_PINGS) {
            open.close();
        } else {
            open.writePing(Buffer.buffer());
        }
    }

    private void openLater() {
        if (!isStopped) {
            failures++;
            vertx.setTimer(backoff.pauseAfter(failures).toMillis(), timer -> open());
        }
    }

    private String pathAndQuery() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
