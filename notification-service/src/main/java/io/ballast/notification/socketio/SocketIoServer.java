package io.ballast.notification.socketio;

import io.ballast.events.background.Periodic;
import io.ballast.notification.delivery.Sessions;
import io.ballast.notification.security.Bearer;
import io.ballast.notification.security.HandshakeGate;
import io.ballast.notification.security.Tokens;
import io.ballast.notification.socket.EventLoop;
import io.ballast.notification.socket.EventLoops;
import io.ballast.notification.socket.SocketWriter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The endpoint for Socket.IO's clients, on the service's own HTTP server: Engine.IO, version 4, by polls and by WebSocket.
 * What its packets say is {@link SocketIoConnection}'s.
 */
@ApplicationScoped
class SocketIoServer {

    private static final Logger LOG = Logger.getLogger(SocketIoServer.class);
    private static final String PATH = "/socket.io";
    private static final String VERSION = "4";
    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final Duration ATTENTION = Duration.ofSeconds(1);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final Map<String, EngineClient> clients = new ConcurrentHashMap<>();
    private final SocketIoConfig config;
    private final HandshakeGate gate;
    private final Tokens tokens;
    private final Sessions sessions;
    private final EventLoops loops;
    private final Vertx vertx;
    private final SessionIds ids;
    private Periodic attending;

    SocketIoServer(
            SocketIoConfig config,
            HandshakeGate gate,
            Tokens tokens,
            Sessions sessions,
            EventLoops loops,
            Vertx vertx,
            MeterRegistry meters) {
        this.config = config;
        this.gate = gate;
        this.tokens = tokens;
        this.sessions = sessions;
        this.loops = loops;
        this.vertx = vertx;
        this.ids = new SessionIds(config.node().orElseGet(SessionIds::drawnNode));
        Gauge.builder("notification.socketio.clients", clients, Map::size)
                .description("Clients of Engine.IO known to this replica")
                .register(meters);
    }

    void install(@Observes Router router) {
        router.route(PATH).handler(this::handle);
        router.route(PATH + "/").handler(this::handle);
    }

    void start(@Observes StartupEvent event) {
        attending = Periodic.start(vertx, "Attending to clients of Socket.IO", ATTENTION, this::attend);
    }

    void stop(@Observes ShutdownEvent event) {
        attending.stop();
    }

    private Uni<Void> attend() {
        long now = System.nanoTime();
        clients.values().forEach(client -> client.loop().execute(() -> client.attend(now)));
        return Uni.createFrom().voidItem();
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!gate.isAllowed(request)) {
            refuse(request, EngineError.FORBIDDEN);
            return;
        }
        allowOrigin(request);
        if (request.method() == HttpMethod.OPTIONS) {
            preflight(request);
        } else if (!VERSION.equals(request.getParam("EIO"))) {
            refuse(request, EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        } else {
            byTransport(request);
        }
    }

    private void byTransport(HttpServerRequest request) {
        String sid = request.getParam("sid");
        EngineClient client = sid == null ? null : clients.get(sid);
        String transport = String.valueOf(request.getParam("transport"));
        if (!transport.equals("polling") && !transport.equals("websocket")) {
            refuse(request, EngineError.UNKNOWN_TRANSPORT);
        } else if (sid != null && client == null) {
            refuse(request, EngineError.UNKNOWN_SID);
        } else if (transport.equals("websocket")) {
            webSocket(request, client);
        } else if (client == null) {
            open(request);
        } else if (request.method() == HttpMethod.GET) {
            poll(request, client);
        } else if (request.method() == HttpMethod.POST) {
            receive(request, client);
        } else {
            refuse(request, EngineError.BAD_REQUEST);
        }
    }

    private void open(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET) {
            refuse(request, EngineError.BAD_HANDSHAKE_METHOD);
        } else if (isFull()) {
            refuse(request, EngineError.UNAVAILABLE);
        } else {
            EngineClient client = EngineClient.polling(ids.next(), loops.current(), config, this::forget);
            begin(client, request);
            answer(request, TEXT, client.handshake());
        }
    }

    private void webSocket(HttpServerRequest request, EngineClient client) {
        if (!isUpgrade(request)) {
            refuse(request, EngineError.BAD_REQUEST);
        } else if (client != null) {
            upgrade(request, socket -> {
                // nothing is read before the client's loop listens
                socket.pause();
                SocketWriter writer = SocketWriter.of(socket, client.loop(), request);
                client.loop().execute(() -> client.probe(socket, writer));
            });
        } else if (isFull()) {
            refuse(request, EngineError.UNAVAILABLE);
        } else {
            EventLoop loop = loops.current();
            upgrade(request, socket -> {
                SocketWriter writer = SocketWriter.of(socket, loop, request);
                EngineClient opened = EngineClient.over(socket, writer, ids.next(), loop, config, this::forget);
                begin(opened, request);
                opened.send(opened.handshake());
            });
        }
    }

    private static void upgrade(HttpServerRequest request, Consumer<ServerWebSocket> opened) {
        request.toWebSocket()
                .onSuccess(opened::accept)
                .onFailure(failure -> LOG.debugf("A handshake was given up: %s", failure));
    }

    private static boolean isUpgrade(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
                && request.headers().contains("Sec-WebSocket-Key");
    }

    private void begin(EngineClient client, HttpServerRequest request) {
        String token = request.getParam("token") == null ? Bearer.of(request) : request.getParam("token");
        String address = request.remoteAddress().hostAddress();
        client.listen(new SocketIoConnection(client, address, token, tokens, sessions, ids));
        clients.put(client.sid(), client);
    }

    private void forget(EngineClient client) {
        clients.remove(client.sid());
    }

    private boolean isFull() {
        return sessions.isStopping() || clients.size() >= config.maxClients();
    }

    private void poll(HttpServerRequest request, EngineClient client) {
        HttpPoll poll = new HttpPoll(request);
        request.response().exceptionHandler(gone -> client.loop().execute(() -> client.pollLost(poll)));
        request.response().closeHandler(gone -> client.loop().execute(() -> client.pollLost(poll)));
        client.loop().execute(() -> client.poll(poll));
    }

    private void receive(HttpServerRequest request, EngineClient client) {
        Future<Buffer> whole = request.body();
        // Quarkus holds a request back until somebody reads it
        request.resume();
        whole.onSuccess(body -> received(request, client, body))
                .onFailure(failure -> client.loop().execute(client::close));
    }

    private void received(HttpServerRequest request, EngineClient client, Buffer body) {
        if (body.length() > config.maxPayload()) {
            refuse(request, EngineError.PAYLOAD_TOO_LARGE);
            client.loop().execute(client::close);
            return;
        }
        answer(request, "text/html", "ok");
        client.loop().execute(() -> client.packets(body.toString()));
    }

    private static void allowOrigin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            request.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(HttpHeaders.VARY, "Origin");
        }
    }

    private static void preflight(HttpServerRequest request) {
        request.response()
                .setStatusCode(NO_CONTENT)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
                .end();
    }

    private static void answer(HttpServerRequest request, String type, String body) {
        head(request, OK, type).end(body);
    }

    private static HttpServerResponse head(HttpServerRequest request, int status, String type) {
        return request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void refuse(HttpServerRequest request, EngineError error) {
        if (!request.response().ended()) {
            head(request, error.status(), "application/json").end(error.body());
        }
    }

    /** A request that waits for packets. */
    private record HttpPoll(HttpServerRequest request) implements EngineClient.Poll {

        @Override
        public void answer(String packets, Runnable written) {
            if (request.response().ended() || request.response().closed()) {
                written.run();
                return;
            }
            head(request, OK, TEXT).end(packets).onComplete(done -> written.run());
        }

        @Override
        public void refuse(EngineError error) {
            SocketIoServer.refuse(request, error);
        }
    }
}
