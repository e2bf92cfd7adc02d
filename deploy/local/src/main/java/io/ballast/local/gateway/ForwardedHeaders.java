package io.ballast.local.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a service learns of the client behind the gateway. The gateway is the first hop: what a client claims about
 * itself in these headers is replaced. All other headers of the client, {@code X-Request-Id} and {@code traceparent}
 * among them, pass as they are.
 */
final class ForwardedHeaders {

    private static final Set<String> NAMES =
            Set.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto");

    private ForwardedHeaders() {}

    static Set<String> names() {
        return NAMES;
    }

    static Map<String, String> of(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.put("X-Forwarded-Proto", request.isSSL() ? "https" : "http");
        headers.put("X-Forwarded-Port", Integer.toString(request.localAddress().port()));
        if (request.authority() != null) {
            headers.put("X-Forwarded-Host", request.authority().toString());
        }
        return headers;
    }
}
