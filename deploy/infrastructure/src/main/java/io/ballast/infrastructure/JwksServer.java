package io.ballast.infrastructure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves an issuer's public keys over HTTP on loopback, for tests; under {@code make run} the gateway does. */
public final class JwksServer implements AutoCloseable {

    private static final String PATH = "/jwks.json";
    private static final int BACKLOG = 16;

    private final HttpServer server;

    private JwksServer(HttpServer server) {
        this.server = server;
    }

    public static JwksServer start(TokenIssuer issuer) {
        byte[] keys = issuer.jwksJson().getBytes(StandardCharsets.UTF_8);
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
            HttpServer server = HttpServer.create(address, BACKLOG);
            server.createContext(PATH, exchange -> answer(exchange, keys));
            server.start();
            return new JwksServer(server);
        } catch (IOException e) {
            throw new PartFailed("JWKS", "cannot listen: " + e.getMessage(), e);
        }
    }

    /** Where the keys are. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    private static void answer(HttpExchange exchange, byte[] keys) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
