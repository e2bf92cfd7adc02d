package io.ballast.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A receiver of OTLP over HTTP on loopback. It keeps the exports that hold a span of one trace, byte by byte: what the tests ask
 * of them is in them as it is.
 */
final class TraceCollector implements AutoCloseable {

    private static final int OK = 200;

    private final List<String> exports = new CopyOnWriteArrayList<>();
    private final String traceId;
    private final HttpServer server;

    private TraceCollector(String traceId, HttpServer server) {
        this.traceId = bytes(HexFormat.of().parseHex(traceId));
        this.server = server;
    }

    static TraceCollector start(String traceId) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TraceCollector collector = new TraceCollector(traceId, server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether the service has exported a span of that name together with one of the trace. */
    boolean has(String service, String span) {
        return exports.stream().anyMatch(export -> export.contains(service) && export.contains(span));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String export = bytes(exchange.getRequestBody().readAllBytes());
            if (export.contains(traceId)) {
                exports.add(export);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(OK, -1);
        }
    }

    /** Each byte is a character. */
    private static String bytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
