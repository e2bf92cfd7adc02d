package io.ballast.local.gateway;

import io.ballast.local.gateway.GatewaySettings.Limits;
import io.ballast.local.gateway.GatewaySettings.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Passes plain requests to one service and streams its answers back. A service that fails becomes a problem. */
final class RequestProxy implements ProxyInterceptor {

    private static final System.Logger LOG = System.getLogger(RequestProxy.class.getName());
    private static final String ORIGIN = "origin";

    private final Upstream upstream;
    private final Limits limits;
    private final HttpProxy proxy;

    private static final class Unreachable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreachable(Throwable cause) {
            super(cause.getMessage(), cause, false, false);
        }
    }

    RequestProxy(Vertx vertx, Upstream upstream, Limits limits) {
        this.upstream = upstream;
        this.limits = limits;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) limits.connect().toMillis())
                .setMaxPoolSize(limits.connections())
                .setMaxWaitQueueSize(limits.waiting())
                .setIdleTimeout((int) limits.idle().toSeconds());
        this.proxy = HttpProxy.reverseProxy(
                        new ProxyOptions().setSupportWebSocket(false), vertx.createHttpClient(options))
                .origin(this::origin)
                .addInterceptor(this);
    }

    void handle(HttpServerRequest request) {
        if (declaredLength(request) > limits.bodyBytes()) {
            request.resume();
            Problem.payloadTooLarge(limits.bodyBytes()).answer(request);
            return;
        }
        proxy.handle(request);
    }

    private Future<HttpClientRequest> origin(ProxyContext context) {
        RequestOptions options = new RequestOptions().setHost(Upstream.HOST).setPort(upstream.port());
        return context.client()
                .request(options)
                .recover(e -> Future.failedFuture(new Unreachable(e)))
                .onSuccess(request -> context.set(ORIGIN, request));
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest request = context.request();
        ForwardedHeaders.names().forEach(request.headers()::remove);
        ForwardedHeaders.of(request.proxiedRequest()).forEach(request::putHeader);
        BoundedBody body = boundBody(request);
        return context.sendRequest()
                .timeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> Future.succeededFuture(refuse(context, body, e)));
    }

    private BoundedBody boundBody(ProxyRequest request) {
        BoundedBody body = new BoundedBody(request.getBody().stream(), limits.bodyBytes());
        if (request.getBody().length() < 0) {
            request.setBody(Body.body(body));
        }
        return body;
    }

    private ProxyResponse refuse(ProxyContext context, BoundedBody body, Throwable cause) {
        HttpClientRequest origin = context.get(ORIGIN, HttpClientRequest.class);
        if (origin != null) {
            origin.reset();
        }
        Problem problem = problem(body, cause);
        logFailure(context.request().proxiedRequest(), problem, cause);
        ProxyResponse response = context.request().release().response();
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .setBody(Body.body(
                        problem.body(context.request().proxiedRequest().path())));
        if (problem.isRetryable()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER);
        }
        return response;
    }

    private Problem problem(BoundedBody body, Throwable cause) {
        if (body.isExceeded()) {
            return Problem.payloadTooLarge(limits.bodyBytes());
        }
        return switch (cause) {
            case Unreachable unreachable -> Problem.unreachable(upstream.name());
            case TimeoutException timeout -> Problem.timedOut(upstream.name());
            default -> Problem.interrupted(upstream.name());
        };
    }

    /** Without the query, which may carry a token. */
    private void logFailure(HttpServerRequest request, Problem problem, Throwable cause) {
        HttpMethod method = request.method();
        String reason = cause.getMessage();
        LOG.log(Level.INFO, () -> "%s %s: %s (%s)".formatted(method, request.path(), problem.detail(), reason));
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
