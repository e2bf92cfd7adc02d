package io.ballast.chainbalance.hedera;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a mirror node whose lists of balances are shorter than asked for; the rest is in {@code links.next}. */
final class ShortPages implements AutoCloseable {

    private static final int BROKEN = 500;

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String mirrorUrl;
    private final int page;
    private final AtomicInteger pagesLeft = new AtomicInteger(Integer.MAX_VALUE);

    private ShortPages(HttpServer server, String mirrorUrl, int page) {
        this.server = server;
        this.mirrorUrl = mirrorUrl;
        this.page = page;
    }

    static ShortPages of(String mirrorUrl, int page) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ShortPages pages = new ShortPages(server, mirrorUrl, page);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", pages::handle);
            server.start();
            return pages;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** After so many more pages of balances the others fail. */
    void failAfter(int pages) {
        pagesLeft.set(pages);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            boolean isPage = path.contains("/balances");
            if (isPage && pagesLeft.getAndDecrement() <= 0) {
                exchange.sendResponseHeaders(BROKEN, -1);
                return;
            }
            String asked = isPage ? path.replaceFirst("limit=\\d+", "limit=" + page) : path;
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(mirrorUrl + asked)).build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
