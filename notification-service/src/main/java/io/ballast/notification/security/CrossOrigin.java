package io.ballast.notification.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Lets pages of the configured origins read answers. Others are served too, because a token is never sent by itself as a
 * cookie is, but their browser keeps the answer from them.
 */
@ApplicationScoped
public class CrossOrigin {

    private static final int NO_CONTENT = 204;

    private final Origins origins;

    CrossOrigin(HandshakeConfig config) {
        this.origins = new Origins(config.allowedOrigins().orElse(List.of()));
    }

    /**
     * Sets what the browser wants to see.
     *
     * @param methods that the path takes, as in {@code Access-Control-Allow-Methods}
     * @return whether the request was only the browser's question beforehand, which has been answered
     */
    public boolean isPreflight(RoutingContext routing, String methods) {
        HttpServerRequest request = routing.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        routing.response().putHeader(HttpHeaders.VARY, "Origin");
        if (origins.allow(origin)) {
            routing.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        return request.method() == HttpMethod.OPTIONS && answer(routing, methods, origins.allow(origin));
    }

    private static boolean answer(RoutingContext routing, String methods, boolean allowed) {
        if (allowed) {
            routing.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, Last-Event-ID")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        }
        routing.response().setStatusCode(NO_CONTENT).end();
        return true;
    }
}
