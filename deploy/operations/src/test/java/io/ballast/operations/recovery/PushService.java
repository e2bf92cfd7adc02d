package io.ballast.operations.recovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A push service of browsers on this machine: takes what is sent to a subscription and counts it by its topic (RFC 8030). */
final class PushService implements AutoCloseable {

    private static final String PATH = "/push/";
    private static final int SECRET_BYTES = 16;
    private static final int CREATED = 201;

    private final Map<String, Map<String, Integer>> taken = new ConcurrentHashMap<>();
    private final HttpServer http;

    private PushService(HttpServer http) {
        this.http = http;
        http.createContext(PATH, this::take);
        http.start();
    }

    static PushService start() {
        try {
            return new PushService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A browser subscribes; the endpoint it is given. */
    String subscribe() {
        String path = PATH + UUID.randomUUID();
        taken.put(path, new ConcurrentHashMap<>());
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    /**
     * As a device with that endpoint is registered.
     *
     * @param key the browser's public key: any point of the curve is one, and nobody here reads what is sent
     */
    static String registration(String endpoint, String key) {
        return "{\"kind\": \"web-push\", \"subscription\": {\"endpoint\": \"%s\", \"keys\": {\"p256dh\": \"%s\", \"auth\": \"%s\"}}}"
                .formatted(endpoint, key, secret());
    }

    /** How often each topic was sent to the endpoint. A browser shows the last of one topic only. */
    Map<String, Integer> taken(String endpoint) {
        return Map.copyOf(taken.get(endpoint.substring(endpoint.indexOf(PATH))));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            taken.get(exchange.getRequestURI().getPath())
                    .merge(exchange.getRequestHeaders().getFirst("Topic"), 1, Integer::sum);
            exchange.sendResponseHeaders(CREATED, -1);
        }
    }

    private static String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
