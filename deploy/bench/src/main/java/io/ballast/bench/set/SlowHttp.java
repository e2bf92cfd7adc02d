package io.ballast.bench.set;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ballast.infrastructure.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The way to an HTTP server: each call over it takes some time more, and is counted. It can be cut. */
public final class SlowHttp implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int BAD_GATEWAY = 502;

    private final URI target;
    private final Duration latency;
    private final int port = Ports.free();
    private final AtomicLong calls = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private HttpServer server;

    /** @param target its path and query are those of each call */
    public SlowHttp(URI target, Duration latency) {
        this.target = target;
        this.latency = latency;
        open();
    }

    /** What to call instead of the same URL of the target. */
    public String instead(String url) {
        return url.replace(target.getAuthority(), "127.0.0.1:" + port);
    }

    /** How many calls there were since this was last asked. */
    public long takeCalls() {
        return calls.getAndSet(0);
    }

    /** Nobody listens any more. */
    public void cut() {
        server.stop(0);
    }

    public void open() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    private void pass(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Thread.sleep(latency);
            HttpResponse<byte[]> answer = http.send(request(exchange, body), BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            send(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            send(exchange, BAD_GATEWAY, new byte[0]);
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        URI uri = URI.create("http://" + target.getAuthority() + exchange.getRequestURI());
        return HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }
}
