package io.ballast.notification.push.service;

import io.ballast.notification.push.PushConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Posts to push services, and to nobody on a private network: the name is looked up here, every address it has must be public,
 * and the connection goes to the very address that was looked at. Redirects are not followed.
 */
@ApplicationScoped
class PushHttp {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MAX_ANSWER = 16_384;
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_WAITING = 1024;

    private final HttpClient http;
    private final PushConfig config;
    private final Targets targets;

    PushHttp(Vertx vertx, PushConfig config) {
        this.config = config;
        this.targets = new Targets(config.allowLoopbackTargets());
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setMaxWaitQueueSize(MAX_WAITING));
    }

    /** An answer; of a body that is too large only the beginning. */
    record Reply(int status, Optional<String> retryAfter, String body) {}

    Uni<Reply> post(URI target, Map<String, String> headers, Buffer body) {
        return Uni.createFrom()
                .item(() -> targets.resolve(target.getHost()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(address -> send(options(target, address), headers, body))
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new IOException("The push service did not answer"));
    }

    private static RequestOptions options(URI target, InetAddress address) {
        boolean tls = "https".equals(target.getScheme());
        int port = target.getPort() > 0 ? target.getPort() : tls ? HTTPS : HTTP;
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(path + query)
                .setFollowRedirects(false)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()));
    }

    private Uni<Reply> send(RequestOptions options, Map<String, String> headers, Buffer body) {
        options.setTimeout(config.timeout().toMillis());
        headers.forEach(options::putHeader);
        return Uni.createFrom()
                .completionStage(() -> http.request(options)
                        .compose(request -> request.send(body))
                        .compose(PushHttp::reply)
                        .toCompletionStage());
    }

    private static Future<Reply> reply(HttpClientResponse response) {
        Buffer beginning = Buffer.buffer();
        response.handler(part -> {
            if (beginning.length() + part.length() <= MAX_ANSWER) {
                beginning.appendBuffer(part);
            } else {
                response.request().reset();
            }
        });
        return response.end()
                .otherwiseEmpty()
                .map(end -> new Reply(
                        response.statusCode(),
                        Optional.ofNullable(response.getHeader("Retry-After")),
                        beginning.toString()));
    }
}
