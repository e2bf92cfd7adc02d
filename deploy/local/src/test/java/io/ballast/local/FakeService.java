package io.ballast.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Stands in for a packaged service where the launcher itself is tested: listens where it is told to, says that it is
 * ready, and breaks in the way that the environment variable {@code FAKE_SERVICE} asks for.
 */
public final class FakeService {

    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        String name = Path.of("").toAbsolutePath().getFileName().toString();
        String behaviour = System.getenv().getOrDefault("FAKE_SERVICE", "");
        if (behaviour.equals(name + " does not start")) {
            System.err.println("ERROR Failed to start application");
            System.err.println("Caused by: java.lang.IllegalStateException: no such column");
            System.exit(3);
        }
        listen("quarkus.management.port", behaviour.equals(name + " is never ready") ? 503 : 200);
        listen("quarkus.http.port", 200);
    }

    private static void listen(String portProperty, int status) throws IOException {
        int port = Integer.getInteger(portProperty);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> answer(exchange, status));
        server.start();
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            String body = "{\"profile\":\"%s\",\"jwks\":\"%s\",\"password\":%s}"
                    .formatted(
                            System.getenv("QUARKUS_PROFILE"),
                            System.getProperty("BALLAST_JWT_JWKS_URL"),
                            System.getenv("QUARKUS_DATASOURCE_PASSWORD") != null);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
