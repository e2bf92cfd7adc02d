package io.ballast.notification.socket;

import io.ballast.notification.delivery.CloseCode;
import io.ballast.notification.delivery.Transport;
import io.ballast.notification.delivery.Wire;
import io.ballast.notification.stream.Position;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** A WebSocket of the service's own HTTP server under a session. Writes on the connection's own event loop. */
final class WebSocketTransport implements Transport {

    private static final Logger LOG = Logger.getLogger(WebSocketTransport.class);
    private static final Buffer PING = Buffer.buffer("b");

    private final ServerWebSocket socket;
    private final EventLoop loop;
    private final SocketWriter writer;
    private final String id = UUID.randomUUID().toString();

    WebSocketTransport(ServerWebSocket socket, EventLoop loop, SocketWriter writer) {
        this.socket = socket;
        this.loop = loop;
        this.writer = writer;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Wire wire() {
        return Wire.PLAIN;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** The first frame says all. */
    @Override
    public void begin(Position start, boolean recovered) {}

    @Override
    public void send(byte[] text, Runnable written) {
        writer.write(text, written);
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void ping() {
        socket.writePing(PING);
    }

    @Override
    public void close(CloseCode code) {
        if (!socket.isClosed()) {
            writer.flush();
            socket.close((short) code.code(), code.reason()).onFailure(this::gone);
        }
    }

    /** The peer may be gone at any moment; the close handler follows. */
    private void gone(Throwable failure) {
        LOG.debugf("Connection %s took no more: %s", id, failure);
    }
}
