package io.ballast.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** What a test program in Node.js may ask of the test that started it, over HTTP on loopback. */
public final class TestControl implements AutoCloseable {

    /** Does something, and gives what the program needs to know of it. */
    @FunctionalInterface
    public interface Action {
        Map<String, ?> apply(Map<String, String> query);
    }

    private final Map<String, Action> actions = new LinkedHashMap<>();
    private final HttpServer server;
    /** Quarkus' tests have one of their own, without which Kafka finds none of its classes. */
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();

    public TestControl() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public TestControl on(String path, Action action) {
        actions.put(path, action);
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Thread.currentThread().setContextClassLoader(classes);
        try (exchange) {
            byte[] answer;
            int status = 200;
            try {
                Action action = actions.get(exchange.getRequestURI().getPath());
                answer = EventJson.mapper().writeValueAsBytes(action.apply(query(exchange)));
            } catch (RuntimeException e) {
                answer = e.toString().getBytes(StandardCharsets.UTF_8);
                status = 500;
            }
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null || query.isEmpty()
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
    }

    private static String decoded(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
