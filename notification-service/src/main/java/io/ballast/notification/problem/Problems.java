package io.ballast.notification.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.json.EventJson;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Answers every error of this service's routes as {@code application/problem+json}. Never writes the request's query to a
 * log: it may hold a token.
 */
@ApplicationScoped
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "1";
    /** As long as the windows in which requests are counted. */
    private static final String RETRY_AFTER_TOO_MANY_SECONDS = "10";

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
        router.route().order(Integer.MAX_VALUE).handler(routing -> answer(routing, ProblemKind.NOT_FOUND, null));
    }

    /** Ends the request with that problem. */
    public void answer(RoutingContext routing, ProblemKind kind, String detail) {
        if (routing.response().ended()) {
            return;
        }
        LOG.debugf("%s %s: %s", routing.request().method(), routing.normalizedPath(), kind);
        whatHelps(routing, kind);
        routing.response()
                .setStatusCode(kind.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json(Problem.of(kind, detail, routing.normalizedPath())));
    }

    /** What HTTP wants beside these statuses, so that a client can do better. */
    private static void whatHelps(RoutingContext routing, ProblemKind kind) {
        HttpServerResponse response = routing.response();
        switch (kind) {
            case UNAUTHORIZED -> response.putHeader("WWW-Authenticate", "Bearer");
            case METHOD_NOT_ALLOWED -> allowGetIfNothingElse(response);
            case TOO_MANY_REQUESTS, TOO_MANY_CONNECTIONS ->
                response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_TOO_MANY_SECONDS);
            case UPGRADE_REQUIRED -> offerUpgrade(routing);
            case UNAVAILABLE -> response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            default -> {}
        }
    }

    /** A route that takes other methods has said so already. */
    private static void allowGetIfNothingElse(HttpServerResponse response) {
        if (!response.headers().contains(HttpHeaders.ALLOW)) {
            response.putHeader(HttpHeaders.ALLOW, "GET");
        }
    }

    private static void offerUpgrade(RoutingContext routing) {
        routing.response().putHeader("Sec-WebSocket-Version", "13");
        // HTTP/2 knows no such header
        if (routing.request().version() == HttpVersion.HTTP_1_1) {
            routing.response().putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
        }
    }

    private void failed(RoutingContext routing) {
        ProblemKind kind = kind(routing);
        if (kind == ProblemKind.INTERNAL_ERROR) {
            LOG.errorf(routing.failure(), "%s %s failed", routing.request().method(), routing.normalizedPath());
        } else if (kind == ProblemKind.UNAVAILABLE) {
            LOG.warnf(
                    "%s %s can not be served now: %s",
                    routing.request().method(), routing.normalizedPath(), routing.failure());
        }
        answer(routing, kind, null);
    }

    private static ProblemKind kind(RoutingContext routing) {
        return switch (routing.failure()) {
            case AuthenticationException refused -> ProblemKind.UNAUTHORIZED;
            case UnauthorizedException refused -> ProblemKind.UNAUTHORIZED;
            case ForbiddenException refused -> ProblemKind.FORBIDDEN;
            case Throwable failure when PassingFailures.passByThemselves(failure) -> ProblemKind.UNAVAILABLE;
            case null, default -> ProblemKind.ofStatus(routing.statusCode());
        };
    }

    private static String json(Problem problem) {
        try {
            return EventJson.mapper().writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
