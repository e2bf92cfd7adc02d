package io.ballast.local.gateway;

import io.ballast.local.gateway.GatewaySettings.Limits;
import io.ballast.local.gateway.GatewaySettings.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries WebSocket upgrades to one service. After the service's 101 both directions are bytes with back-pressure, so
 * frames of any size, subprotocols and extensions pass as they are; what one side had sent before it closed still
 * arrives. A refusal of the service (such as 401) reaches the client with its headers and body.
 */
final class UpgradeTunnel {

    private static final System.Logger LOG = System.getLogger(UpgradeTunnel.class.getName());
    private static final Set<String> NOT_RELAYED = Set.of("connection", "keep-alive", "transfer-encoding", "upgrade");

    private final Upstream upstream;
    private final Limits limits;
    private final HttpClient client;

    UpgradeTunnel(Vertx vertx, Upstream upstream, Limits limits) {
        this.upstream = upstream;
        this.limits = limits;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) limits.connect().toMillis())
                .setMaxPoolSize(limits.sockets())
                .setMaxWaitQueueSize(limits.waiting())
                .setTcpKeepAlive(true));
    }

    static boolean isUpgrade(HttpServerRequest request) {
        String upgrade = request.getHeader(HttpHeaders.UPGRADE);
        String connection = request.getHeader(HttpHeaders.CONNECTION);
        return request.method().equals(HttpMethod.GET)
                && request.version() == HttpVersion.HTTP_1_1
                && "websocket".equalsIgnoreCase(upgrade)
                && connection != null
                && connection.toLowerCase(Locale.ROOT).contains("upgrade");
    }

    void handle(HttpServerRequest request) {
        request.pause();
        RequestOptions options = new RequestOptions()
                .setHost(Upstream.HOST)
                .setPort(upstream.port())
                .setURI(request.uri());
        client.request(options)
                .onFailure(e -> refuse(request, Problem.unreachable(upstream.name()), e))
                .onSuccess(origin -> connect(request, origin));
    }

    private void connect(HttpServerRequest request, HttpClientRequest origin) {
        copyHead(request, origin);
        Future<HttpClientResponse> answer = origin.connect();
        origin.end();
        request.response().exceptionHandler(e -> origin.reset());
        answer.onSuccess(HttpClientResponse::pause)
                .timeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(e -> {
                    origin.reset();
                    refuse(request, unanswered(e), e);
                })
                .onSuccess(response -> answered(request, response));
    }

    private Problem unanswered(Throwable cause) {
        return cause instanceof TimeoutException
                ? Problem.timedOut(upstream.name())
                : Problem.interrupted(upstream.name());
    }

    private static void copyHead(HttpServerRequest request, HttpClientRequest origin) {
        request.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("connection")) {
                origin.headers().add(name, value);
            }
        });
        // Firefox sends "keep-alive, Upgrade", which servers need not understand.
        origin.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        ForwardedHeaders.names().forEach(origin.headers()::remove);
        ForwardedHeaders.of(request).forEach(origin::putHeader);
    }

    private void answered(HttpServerRequest request, HttpClientResponse response) {
        if (response.statusCode() == 101) {
            open(request, response);
        } else {
            relayRefusal(request, response);
        }
    }

    private void open(HttpServerRequest request, HttpClientResponse response) {
        NetSocket service = response.netSocket();
        // The service may speak first: nothing may be read before the client's side is there.
        service.pause();
        request.response().setStatusCode(101).headers().addAll(response.headers());
        request.toNetSocket().onFailure(e -> service.close()).onSuccess(client -> join(client, service));
    }

    private static void join(NetSocket client, NetSocket service) {
        client.pipeTo(service).onFailure(e -> service.close());
        service.pipeTo(client).onFailure(e -> client.close());
    }

    private static void relayRefusal(HttpServerRequest request, HttpClientResponse refusal) {
        request.resume();
        HttpServerResponse response = request.response().setStatusCode(refusal.statusCode());
        for (Map.Entry<String, String> header : refusal.headers()) {
            if (!NOT_RELAYED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response.headers().add(header.getKey(), header.getValue());
            }
        }
        response.setChunked(!response.headers().contains(HttpHeaders.CONTENT_LENGTH));
        refusal.pipeTo(response).onFailure(e -> response.reset());
    }

    private void refuse(HttpServerRequest request, Problem problem, Throwable cause) {
        // Without the query, which may carry a token.
        String reason = cause.getMessage();
        LOG.log(Level.INFO, () -> "upgrade of %s: %s (%s)".formatted(request.path(), problem.detail(), reason));
        request.resume();
        problem.answer(request);
    }
}
