package io.ballast.notification.socket;

import io.ballast.notification.delivery.CloseCode;
import io.ballast.notification.delivery.Session;
import io.ballast.notification.delivery.Sessions;
import io.ballast.notification.delivery.Transport;
import io.ballast.notification.security.HandshakeGate;
import io.ballast.notification.user.User;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The plain WebSocket endpoint: carries frames between a connection and its session. The protocol is in README.md. */
@WebSocket(path = HandshakeGate.PATH)
public class BalanceSocket {

    private static final Logger LOG = Logger.getLogger(BalanceSocket.class);
    private static final TypedKey<Session> SESSION = new TypedKey<>("session");

    private final Sessions sessions;
    private final EventLoops loops;

    BalanceSocket(Sessions sessions, EventLoops loops) {
        this.sessions = sessions;
        this.loops = loops;
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        User user = connection.userData().get(UserOfSocket.USER);
        Transport transport = new WebSocketTransport(connection, loops.current());
        LOG.debugf("Connection %s of user %s is open", connection.id(), user.fingerprint());
        sessions.open(user, transport, connection.userData().get(UserOfSocket.SINCE))
                .ifPresent(session -> connection.userData().put(SESSION, session));
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        session(connection).ifPresent(session -> session.message(message));
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        session(connection).ifPresent(Session::binaryMessage);
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer message, WebSocketConnection connection) {
        session(connection).ifPresent(Session::heard);
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        LOG.debugf("Connection %s is closed: %s", connection.id(), connection.closeReason());
        session(connection).ifPresent(sessions::closed);
    }

    /** What a client or the network does to a connection concerns that connection only; anything else is a fault here. */
    @OnError
    @NonBlocking
    void error(Throwable failure, WebSocketConnection connection) {
        CloseCode code = closeCode(failure);
        if (code == CloseCode.INTERNAL_ERROR && !isOfThePeer(failure)) {
            LOG.errorf(failure, "Connection %s failed", connection.id());
        } else {
            LOG.debugf("Connection %s failed: %s", connection.id(), failure);
        }
        new WebSocketTransport(connection, loops.current()).close(code);
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
                || failure instanceof DecoderException;
    }

    private static Optional<Session> session(WebSocketConnection connection) {
        return Optional.ofNullable(connection.userData().get(SESSION));
    }
}
