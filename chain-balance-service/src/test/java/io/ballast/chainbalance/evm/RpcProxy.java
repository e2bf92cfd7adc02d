package io.ballast.chainbalance.evm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between the service and a real node: counts the calls, and can be told to get in their way. */
public final class RpcProxy implements AutoCloseable {

    private static final Pattern METHOD = Pattern.compile("\"method\"\\s*:\\s*\"(\\w+)\"");

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Behaviour.REFUSE_EVERYTHING;

    private RpcProxy(HttpServer server) {
        this.server = server;
    }

    /** What the proxy does with a call. */
    @FunctionalInterface
    public interface Behaviour {

        Behaviour REFUSE_EVERYTHING = call -> new Reply(503, "");

        Reply answer(Call call) throws IOException, InterruptedException;

        /** Hands everything on to the node. */
        static Behaviour forwardTo(String nodeUrl) {
            return call -> call.forward(nodeUrl);
        }

        /** Answers everything itself. */
        static Behaviour always(int status, String body) {
            return call -> new Reply(status, body);
        }
    }

    public record Reply(int status, String body, Map<String, String> headers) {

        public Reply(int status, String body) {
            this(status, body, Map.of());
        }
    }

    /** A call on its way. */
    public record Call(HttpClient http, String method, String body, String authorization) {

        public Reply forward(String nodeUrl) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(nodeUrl))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        }
    }

    public static RpcProxy start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RpcProxy proxy = new RpcProxy(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", proxy::handle);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** How often the method was called since {@link #forgetCalls}. */
    public long calls(String method) {
        return calls.stream().filter(method::equals).count();
    }

    public void forgetCalls() {
        calls.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher method = METHOD.matcher(body);
            String name = method.find() ? method.group(1) : "";
            calls.add(name);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Reply reply = behaviour.answer(new Call(http, name, body, authorization));
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
