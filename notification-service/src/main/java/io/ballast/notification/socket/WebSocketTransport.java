package io.ballast.notification.socket;

import io.ballast.notification.delivery.CloseCode;
import io.ballast.notification.delivery.Transport;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/** A WebSocket of websockets-next under a session. Writes on the connection's own event loop, which costs least. */
final class WebSocketTransport implements Transport {

    private static final Logger LOG = Logger.getLogger(WebSocketTransport.class);
    private static final Buffer PING = Buffer.buffer("b");

    private final WebSocketConnection connection;
    private final EventLoop loop;

    WebSocketTransport(WebSocketConnection connection, EventLoop loop) {
        this.connection = connection;
        this.loop = loop;
    }

    @Override
    public String id() {
        return connection.id();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void send(String text, Runnable written) {
        start(connection.sendText(text), written);
    }

    @Override
    public void ping() {
        start(connection.sendPing(PING), () -> {});
    }

    @Override
    public void close(CloseCode code) {
        if (connection.isOpen()) {
            start(connection.close(new CloseReason(code.code(), code.reason())), () -> {});
        }
    }

    /** Nobody waits for a write, so there is nobody to hand its Uni to: the one place where this class subscribes. */
    private void start(Uni<Void> write, Runnable ended) {
        write.subscribe().with(ignored -> ended.run(), failure -> {
            ended.run();
            gone(failure);
        });
    }

    /** The peer may be gone at any moment; {@code @OnClose} follows. */
    private void gone(Throwable failure) {
        LOG.debugf("Connection %s took no more: %s", connection.id(), failure);
    }
}
