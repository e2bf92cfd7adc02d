package io.ballast.infrastructure.stellar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * The sandbox on HTTP: {@code /rpc} and {@code /rpc/<name>} are RPC servers, {@code /horizon} is Horizon,
 * {@code /friendbot} the faucet, {@code /sandbox/<control>} what only a sandbox has.
 */
final class SandboxServer implements AutoCloseable {

    static final String USUAL_NODE = "rpc";

    private static final int BACKLOG = 128;
    private static final int MAX_BODY = 1 << 20;
    private static final int MAX_SEGMENTS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final RpcMethods rpc;
    private final Horizon horizon;
    private final Faucet faucet;
    private final Controls controls;

    /** An answer on its way. */
    private record Answer(int status, JsonNode body) {}

    private interface Answering {
        Answer answer() throws IOException;
    }

    SandboxServer(int port, Chain chain, Faucet faucet) throws IOException {
        String url = "http://127.0.0.1:" + port;
        this.rpc = new RpcMethods(chain, url + "/friendbot");
        this.horizon = new Horizon(url + "/horizon");
        this.faucet = faucet;
        this.controls = new Controls(chain, faucet);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/rpc", exchange -> handle(exchange, this::rpc));
        server.createContext("/horizon", exchange -> handle(exchange, this::horizon));
        server.createContext("/friendbot", exchange -> handle(exchange, this::friendbot));
        server.createContext("/sandbox", exchange -> handle(exchange, this::control));
        server.start();
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static void handle(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            handler.handle(exchange);
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
    }

    private void rpc(HttpExchange exchange) throws IOException {
        List<String> path = path(exchange);
        Node node = controls.node(path.size() > 1 ? path.get(1) : USUAL_NODE);
        JsonNode request = read(exchange);
        String method = request.path("method").asText("");
        answer(exchange, node, method, () -> new Answer(200, rpc(node, method, request)));
    }

    private ObjectNode rpc(Node node, String method, JsonNode request) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", request.path("id"));
        try {
            if (!"2.0".equals(request.path("jsonrpc").asText())) {
                throw request.isMissingNode() ? RpcError.parse() : RpcError.invalidRequest("no version");
            }
            answer.set("result", rpc.call(node, method, request.path("params")));
        } catch (RpcError refused) {
            answer.putObject("error").put("code", refused.code()).put("message", refused.getMessage());
        }
        return answer;
    }

    private void horizon(HttpExchange exchange) throws IOException {
        List<String> path = path(exchange);
        List<String> below = path.subList(1, path.size());
        Node node = controls.node("horizon");
        Map<String, String> query = query(exchange);
        answer(
                exchange,
                node,
                below.isEmpty() ? "" : below.getFirst(),
                () -> node.look(view -> horizon.get(view, below, query))
                        .map(found -> new Answer(200, found))
                        .orElseGet(() -> new Answer(404, notFound())));
    }

    private static ObjectNode notFound() {
        return JSON.createObjectNode()
                .put("type", "https://stellar.org/horizon-errors/not_found")
                .put("title", "Resource Missing")
                .put("status", 404);
    }

    private void friendbot(HttpExchange exchange) throws IOException {
        String account = query(exchange).getOrDefault("addr", "");
        AppliedTransaction transaction = faucet.create(account);
        ObjectNode body = JSON.createObjectNode()
                .put("hash", transaction.candidate().hash())
                .put("successful", transaction.success());
        send(exchange, transaction.success() ? 200 : 400, bytes(body));
    }

    private void control(HttpExchange exchange) throws IOException {
        try {
            send(exchange, 200, bytes(controls.call(path(exchange).get(1), read(exchange))));
        } catch (RuntimeException refused) {
            send(exchange, 400, bytes(JSON.createObjectNode().put("reason", String.valueOf(refused.getMessage()))));
        }
    }

    /** Answers as the node is told to, be it not at all. */
    private static void answer(HttpExchange exchange, Node node, String method, Answering answering)
            throws IOException {
        node.called(method);
        node.take(Fault.Kind.DELAY, method).ifPresent(fault -> pause(fault.value()));
        Optional<Fault> status = node.take(Fault.Kind.STATUS, method);
        if (status.isPresent()) {
            if (status.get().retryAfter() > 0) {
                exchange.getResponseHeaders()
                        .set("Retry-After", Integer.toString(status.get().retryAfter()));
            }
            send(exchange, status.get().value(), new byte[0]);
            return;
        }
        if (node.take(Fault.Kind.GARBAGE, method).isPresent()) {
            send(exchange, 200, "<html>It works!</html>".getBytes(StandardCharsets.UTF_8));
            return;
        }
        Answer answer = answering.answer();
        if (node.take(Fault.Kind.LOSE_REPLY, method).isEmpty()) {
            send(exchange, answer.status(), bytes(answer.body()));
        }
    }

    private static JsonNode read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    private static List<String> path(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .limit(MAX_SEGMENTS)
                .toList();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String text =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(JsonNode body) throws IOException {
        return JSON.writeValueAsBytes(body);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
