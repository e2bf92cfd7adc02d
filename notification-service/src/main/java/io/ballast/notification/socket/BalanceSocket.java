package io.ballast.notification.socket;

import io.ballast.notification.delivery.CloseCode;
import io.ballast.notification.delivery.Session;
import io.ballast.notification.delivery.Sessions;
import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.HandshakeGate;
import io.ballast.notification.security.HandshakeGate.Handshake;
import io.ballast.notification.security.TokenCheck;
import io.ballast.notification.security.Tokens;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.jboss.logging.Logger;

/** The plain WebSocket endpoint: carries frames between a connection and its session. The protocol is in README.md. */
@ApplicationScoped
public class BalanceSocket {

    private static final Logger LOG = Logger.getLogger(BalanceSocket.class);
    private static final String PATH = "/balance";

    private final HandshakeGate gate;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Problems problems;
    private final EventLoops loops;

    BalanceSocket(HandshakeGate gate, Tokens tokens, Sessions sessions, Problems problems, EventLoops loops) {
        this.gate = gate;
        this.tokens = tokens;
        this.sessions = sessions;
        this.problems = problems;
        this.loops = loops;
    }

    void install(@Observes Router router) {
        router.route(PATH).handler(this::handshake);
        router.route(PATH + "/").handler(this::handshake);
    }

    private void handshake(RoutingContext routing) {
        gate.read(routing).ifPresent(handshake -> {
            // the client's bytes wait until the token is verified
            routing.request().pause();
            EventLoop loop = loops.current();
            Uni<TokenCheck> check = tokens.verify(handshake.token());
            start(routing, check.emitOn(loop).invoke(result -> admit(routing, handshake, result, loop)));
        });
    }

    /** A raw route has nobody to hand its Uni to: the one place where this class subscribes. */
    private static void start(RoutingContext routing, Uni<TokenCheck> work) {
        work.subscribe().with(done -> {}, routing::fail);
    }

    private void admit(RoutingContext routing, Handshake handshake, TokenCheck check, EventLoop loop) {
        switch (check) {
            case TokenCheck.Refused(TokenCheck.Reason reason) -> {
                routing.request().resume();
                gate.refuse(routing, reason);
            }
            case TokenCheck.Accepted(AccessToken token) -> upgrade(routing, handshake, token, loop);
        }
    }

    private void upgrade(RoutingContext routing, Handshake handshake, AccessToken token, EventLoop loop) {
        if (!gate.isUpgrade(routing)) {
            routing.request().resume();
        } else if (sessions.isStopping()) {
            routing.request().resume();
            problems.answer(routing, ProblemKind.UNAVAILABLE, null);
        } else {
            HttpServerRequest request = routing.request();
            request.toWebSocket()
                    .onSuccess(socket -> open(socket, SocketWriter.of(socket, loop, request), handshake, token, loop))
                    .onFailure(failure -> LOG.debugf("A handshake was given up: %s", failure));
        }
    }

    private void open(
            ServerWebSocket socket, SocketWriter writer, Handshake handshake, AccessToken token, EventLoop loop) {
        WebSocketTransport transport = new WebSocketTransport(socket, loop, writer);
        LOG.debugf(
                "Connection %s of user %s is open", transport.id(), token.user().fingerprint());
        socket.exceptionHandler(failure -> failed(transport, failure));
        sessions.open(
                        token,
                        transport,
                        handshake.since(),
                        socket.remoteAddress().hostAddress())
                .ifPresent(session -> listen(socket, transport, session));
    }

    private void listen(ServerWebSocket socket, WebSocketTransport transport, Session session) {
        socket.textMessageHandler(session::message);
        socket.binaryMessageHandler(message -> session.binaryMessage());
        socket.pongHandler(pong -> session.heard());
        socket.closeHandler(closed -> {
            LOG.debugf("Connection %s is closed: %s", transport.id(), socket.closeStatusCode());
            sessions.closed(session);
        });
    }

    /** What a client or the network does to a connection concerns that connection only; anything else is a fault here. */
    private static void failed(WebSocketTransport transport, Throwable failure) {
        CloseCode code = closeCode(failure);
        if (code == CloseCode.INTERNAL_ERROR && !isOfThePeer(failure)) {
            LOG.errorf(failure, "Connection %s failed", transport.id());
        } else {
            LOG.debugf("Connection %s failed: %s", transport.id(), failure);
        }
        transport.close(code);
    }

    private static CloseCode closeCode(Throwable failure) {
        boolean tooLarge = failure instanceof TooLongFrameException
                // Vert.x says so in no other way when the fragments of a message are too many
                || failure instanceof IllegalStateException
                        && failure.getMessage() != null
                        && failure.getMessage().contains("max message size");
        return tooLarge ? CloseCode.MESSAGE_TOO_BIG : CloseCode.INTERNAL_ERROR;
    }

    private static boolean isOfThePeer(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof VertxException
                || failure instanceof HttpClosedException
                || failure instanceof DecoderException;
    }
}
