package io.ballast.local.gateway;

import io.ballast.infrastructure.Ports;
import io.ballast.local.gateway.GatewaySettings.Limits;
import io.ballast.local.gateway.GatewaySettings.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Small real servers behind a gateway: one that answers requests, one with sockets, and two that are away. */
final class Upstreams implements AutoCloseable {

    static final long LARGEST_BODY = 64 * 1024;
    static final int LARGEST_MESSAGE = 4 * 1024 * 1024;

    private static final List<String> AWAY = List.of("chain-balance-service", "auto-deposit-service");

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Upstream> services = Map.of(
            "ledger-service", upstream("ledger-service"),
            "notification-service", upstream("notification-service"),
            "chain-balance-service", upstream("chain-balance-service"),
            "auto-deposit-service", upstream("auto-deposit-service"));
    private final int port = Ports.free();
    private final Gateway gateway;

    /** Completed by a test when the second half of {@code /transactions/halves} may be sent. */
    final CompletableFuture<Void> secondHalf = new CompletableFuture<>();

    /** Completes when the client of {@code /transactions/endless} is gone. */
    final CompletableFuture<Void> streamClosed = new CompletableFuture<>();

    /** Completes when the client of a socket is gone. */
    final CompletableFuture<Short> socketClosed = new CompletableFuture<>();

    Upstreams(Optional<DevTokens> tokens) {
        await(http("ledger-service").requestHandler(this::answer).listen());
        await(http("notification-service")
                .webSocketHandshakeHandler(handshake -> {
                    if ("token=bad".equals(handshake.query())) {
                        handshake.reject(401);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(this::talk)
                .listen());
        startManagement(List.of("ledger-service", "notification-service"), Upstreams::ready);
        Limits limits = new Limits(
                LARGEST_BODY,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                16,
                64,
                64);
        gateway =
                Gateway.start(RouteTable.packaged(), new GatewaySettings("127.0.0.1", port, services, tokens, limits));
    }

    static DevTokens tokens() {
        return new DevTokens(Upstreams::readable, () -> "{\"keys\":[]}");
    }

    private static String readable(String subject, String tenant, Set<String> groups) {
        return subject + "|" + tenant + "|" + String.join("+", groups);
    }

    int port() {
        return port;
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    private static Upstream upstream(String name) {
        return new Upstream(name, Ports.free(), Ports.free());
    }

    private HttpServer http(String service) {
        return vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(services.get(service).port())
                .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
                .addWebSocketSubProtocol("ballast.v1"));
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/transactions/halves" -> halves(request.response());
            case "/transactions/endless" -> endless(request.response());
            case "/transactions/silence" -> request.pause();
            case "/transactions/hang-up" -> request.connection().close();
            default ->
                request.body()
                        .onSuccess(body -> request.response()
                                .setStatusCode(201)
                                .putHeader("X-From", "ledger")
                                .end(new JsonObject()
                                        .put("method", request.method().name())
                                        .put("uri", request.uri())
                                        .put("headers", headers(request))
                                        .put("length", body.length())
                                        .toBuffer()));
        }
    }

    private static JsonObject headers(HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
        return headers;
    }

    private void halves(HttpServerResponse response) {
        response.setChunked(true);
        response.write("one\n");
        secondHalf.thenRun(() -> response.end("two\n"));
    }

    /** As a stream of events: an answer that does not end. */
    private void endless(HttpServerResponse response) {
        response.closeHandler(gone -> streamClosed.complete(null));
        response.setChunked(true);
        response.write("one\n");
    }

    /** Speaks first, as the balance socket does; then says everything back, and closes when asked. */
    private void talk(ServerWebSocket socket) {
        socket.writeTextMessage("hello " + socket.query() + " " + socket.subProtocol());
        socket.textMessageHandler(text -> {
            if (text.equals("bye")) {
                socket.writeTextMessage("last words");
                socket.close((short) 4401, "token expired");
            } else {
                socket.writeTextMessage(text);
            }
        });
        socket.closeHandler(gone -> socketClosed.complete(socket.closeStatusCode()));
    }

    private static void ready(HttpServerRequest request) {
        request.response().end("{\"status\":\"UP\",\"checks\":[]}");
    }

    private static void notReady(HttpServerRequest request) {
        request.response()
                .setStatusCode(503)
                .end("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"PostgreSQL\",\"status\":\"DOWN\"}]}");
    }

    /** Has the two services that are away answer their readiness with one check down. */
    void startTheOthersUnready() {
        startManagement(AWAY, Upstreams::notReady);
    }

    void startTheOthers() {
        startManagement(AWAY, Upstreams::ready);
    }

    private void startManagement(List<String> names, Handler<HttpServerRequest> readiness) {
        for (String name : names) {
            await(vertx.createHttpServer()
                    .requestHandler(readiness)
                    .listen(services.get(name).managementPort(), "127.0.0.1"));
        }
    }

    @Override
    public void close() {
        gateway.close();
        await(vertx.close());
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
