package io.ballast.notification.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.ballast.notification.delivery.CloseCode;
import io.ballast.notification.delivery.Session;
import io.ballast.notification.delivery.Sessions;
import io.ballast.notification.delivery.Transport;
import io.ballast.notification.delivery.Wire;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.TokenCheck;
import io.ballast.notification.security.Tokens;
import io.ballast.notification.stream.Position;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Socket.IO's protocol, version 5, between a client of Engine.IO and a session in the namespace {@code /balance}. The
 * client's connection state recovery resumes the user's stream: its {@code pid} is the epoch, its {@code offset} the id of
 * the last event, so any replica can serve it and nothing is kept for it.
 */
final class SocketIoConnection implements EngineClient.Listener, Transport {

    private static final Logger LOG = Logger.getLogger(SocketIoConnection.class);
    private static final String BEARER = "Bearer ";

    private enum Phase {
        /** In no namespace. */
        OUTSIDE,
        /** The token is being verified. */
        ENTERING,
        /** In the namespace, though perhaps not told so yet. */
        INSIDE
    }

    private final EngineClient client;
    private final String address;
    private final String handshakeToken;
    private final Tokens tokens;
    private final Sessions sessions;
    private final SessionIds ids;
    private Phase phase = Phase.OUTSIDE;
    private Session session;
    private String pid;
    private boolean told;

    /** @param handshakeToken what the handshake carried, for clients that do not give it on connecting; or null */
    SocketIoConnection(
            EngineClient client,
            String address,
            String handshakeToken,
            Tokens tokens,
            Sessions sessions,
            SessionIds ids) {
        this.client = client;
        this.address = address;
        this.handshakeToken = handshakeToken;
        this.tokens = tokens;
        this.sessions = sessions;
        this.ids = ids;
    }

    @Override
    public void message(String text) {
        Optional<Packet> packet = Packet.parse(text);
        if (packet.isEmpty()) {
            malformed();
            return;
        }
        switch (packet.get().type()) {
            case CONNECT -> connect(packet.get());
            case DISCONNECT -> leave();
            case EVENT -> event(packet.get(), text.length());
            case ACK -> heard();
            case BINARY_EVENT, BINARY_ACK -> binaryMessage();
            case CONNECT_ERROR -> malformed();
        }
    }

    @Override
    public void binaryMessage() {
        if (session == null) {
            client.close();
        } else {
            session.binaryMessage();
        }
    }

    @Override
    public void heard() {
        if (session != null) {
            session.heard();
        }
    }

    @Override
    public void closed() {
        forgetSession();
    }

    private void malformed() {
        if (session == null) {
            client.close();
        } else {
            session.malformedMessage();
        }
    }

    private void connect(Packet packet) {
        if (!packet.namespace().equals(Wire.NAMESPACE)) {
            client.send("44" + (packet.namespace().equals("/") ? "" : packet.namespace() + ",")
                    + "{\"message\":\"Invalid namespace\"}");
            return;
        }
        if (phase != Phase.OUTSIDE) {
            malformed();
            return;
        }
        phase = Phase.ENTERING;
        JsonNode auth = packet.data();
        pid = auth.path("pid").asText();
        String token = auth.path("token").isTextual()
                ? withoutScheme(auth.path("token").asText())
                : handshakeToken;
        Position since = since(auth.path("offset").asText());
        start(tokens.verify(token).emitOn(this).invoke(check -> verified(check, since)));
    }

    /** A client's packet has nobody to hand a Uni to: the one place where this class subscribes. */
    private void start(Uni<TokenCheck> verifying) {
        verifying.subscribe().with(done -> {}, failure -> execute(() -> failed(failure)));
    }

    private void failed(Throwable failure) {
        LOG.errorf(failure, "Client %s could not connect", client.sid());
        client.close();
    }

    /** An offset is the id of an event, or its sequence within the epoch that the pid names. */
    private Position since(String offset) {
        return Position.parse(offset)
                .or(() -> Position.parse(pid + ":" + offset))
                .orElse(null);
    }

    private void verified(TokenCheck check, Position since) {
        if (client.isClosed() || phase != Phase.ENTERING) {
            return;
        }
        switch (check) {
            case TokenCheck.Refused(TokenCheck.Reason reason) -> refuse(reason);
            case TokenCheck.Accepted(AccessToken token) -> enter(token, since);
        }
    }

    private void refuse(TokenCheck.Reason reason) {
        phase = Phase.OUTSIDE;
        if (reason == TokenCheck.Reason.ISSUER_UNAVAILABLE) {
            // the client comes back by itself only if its connection is closed
            client.close();
        } else {
            error("unauthorized", reason.name());
        }
    }

    private void error(String message, String code) {
        client.send("44" + Wire.NAMESPACE + ",{\"message\":\"" + message + "\",\"data\":{\"code\":\"" + code + "\"}}");
    }

    private void enter(AccessToken token, Position since) {
        phase = Phase.INSIDE;
        told = false;
        client.connected(true);
        LOG.debugf("Client %s of user %s is in", client.sid(), token.user().fingerprint());
        sessions.open(token, this, since, address).ifPresent(opened -> session = opened);
    }

    /** The client leaves the namespace; it may come again. */
    private void leave() {
        forgetSession();
        phase = Phase.OUTSIDE;
        client.connected(false);
    }

    private void forgetSession() {
        if (session != null) {
            Session left = session;
            session = null;
            sessions.closed(left);
        }
    }

    private void event(Packet packet, int length) {
        if (session == null || !packet.namespace().equals(Wire.NAMESPACE)) {
            malformed();
            return;
        }
        JsonNode ackId = packet.id() == null ? null : LongNode.valueOf(packet.id());
        session.message(packet.data().get(0).textValue(), packet.data().path(1), ackId, length);
    }

    @Override
    public String id() {
        return client.sid();
    }

    @Override
    public Wire wire() {
        return Wire.SOCKET_IO;
    }

    @Override
    public Executor loop() {
        return client.loop();
    }

    @Override
    public void execute(Runnable task) {
        client.loop().execute(task);
    }

    /** The client calls itself recovered if it is given the pid that it had. */
    @Override
    public void begin(Position start, boolean recovered) {
        told = true;
        String given = recovered ? pid : start == null ? null : start.life();
        client.send("40" + Wire.NAMESPACE + ",{\"sid\":\"" + ids.next() + "\""
                + (given == null ? "" : ",\"pid\":\"" + given + "\"") + "}");
    }

    @Override
    public void send(byte[] text, Runnable written) {
        client.send(text, written);
    }

    @Override
    public void flush() {
        client.flushSocket();
    }

    /** Engine.IO has pings of its own. */
    @Override
    public void ping() {}

    /**
     * Who should come back finds the connection closed, because the client reconnects by itself after that; a disconnect
     * packet, or a refusal, it takes as final.
     */
    @Override
    public void close(CloseCode code) {
        if (code == CloseCode.TOO_MANY_CONNECTIONS || code == CloseCode.TOKEN_REVOKED && !told) {
            phase = Phase.OUTSIDE;
            client.connected(false);
            error(code.reason(), code.reason().toUpperCase(Locale.ROOT));
            return;
        }
        if (code.isFinal()) {
            client.send("41" + Wire.NAMESPACE + ",");
        }
        client.close(code.code(), code.reason());
    }

    private static String withoutScheme(String token) {
        return token.startsWith(BEARER) ? token.substring(BEARER.length()) : token;
    }
}
