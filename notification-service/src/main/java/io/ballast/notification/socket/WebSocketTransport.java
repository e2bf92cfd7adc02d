package io.ballast.notification.socket;

import io.ballast.notification.delivery.CloseCode;
import io.ballast.notification.delivery.Transport;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/**
 * A WebSocket of websockets-next under a session.
 *
 * <p>Its writes are {@code Uni}s, and a frame that is pushed has no caller to hand one to: this class subscribes, always on
 * the connection's own event loop, which costs least.
 */
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
        connection.sendText(text).subscribe().with(ignored -> written.run(), failure -> {
            written.run();
            gone(failure);
        });
    }

    @Override
    public void ping() {
        ignore(connection.sendPing(PING));
    }

    @Override
    public void close(CloseCode code) {
        if (connection.isOpen()) {
            ignore(connection.close(new CloseReason(code.code(), code.reason())));
        }
    }

    /** The peer may be gone at any moment; {@code @OnClose} follows. */
    private void ignore(Uni<Void> write) {
        write.subscribe().with(ignored -> {}, this::gone);
    }

    private void gone(Throwable failure) {
        LOG.debugf("Connection %s took no more: %s", connection.id(), failure);
    }
}
