package io.ballast.notification.socket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the service's HTTP server must know of WebSockets. */
@ApplicationScoped
class SocketServer implements HttpServerOptionsCustomizer {

    /** Beyond this a message is not read to its end. */
    private static final int MAX_BYTES = 65_536;
    /** A peer that does not answer a close frame is cut off. */
    private static final int CLOSING_SECONDS = 10;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        apply(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        apply(options);
    }

    /** Compression costs more than these small frames gain. */
    private static void apply(HttpServerOptions options) {
        options.setWebSocketSubProtocols(List.of("ballast.v1"))
                .setMaxWebSocketFrameSize(MAX_BYTES)
                .setMaxWebSocketMessageSize(MAX_BYTES)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setRegisterWebSocketWriteHandlers(false)
                .setWebSocketClosingTimeout(CLOSING_SECONDS);
    }
}
