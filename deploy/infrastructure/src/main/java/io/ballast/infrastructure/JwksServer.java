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

    private final int port = Ports.free();
    private volatile byte[] keys;
    private volatile HttpServer server;

    private JwksServer(TokenIssuer issuer) {
        this.keys = json(issuer);
        this.server = listen();
    }

    public static JwksServer start(TokenIssuer issuer) {
        return new JwksServer(issuer);
    }

    /** From now on these keys are served and no others, as while one is exchanged for another. */
    public void publish(TokenIssuer... issuers) {
        keys = json(issuers);
    }

    private static byte[] json(TokenIssuer... issuers) {
        return TokenIssuer.jwksOf(issuers).getBytes(StandardCharsets.UTF_8);
    }

    private HttpServer listen() {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            HttpServer listening = HttpServer.create(address, BACKLOG);
            listening.createContext(PATH, exchange -> answer(exchange, keys));
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new PartFailed("JWKS", "cannot listen: " + e.getMessage(), e);
        }
    }

    /** Nobody listens there any more, until it is told to come back. */
    public void goAway() {
        server.stop(0);
    }

    /** Listens where it did before. */
    public void comeBack() {
        server = listen();
    }

    /** Where the keys are. */
    public String url() {
        return "http://127.0.0.1:" + port + PATH;
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
