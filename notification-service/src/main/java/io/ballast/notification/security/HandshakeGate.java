package io.ballast.notification.security;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.stream.Position;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/**
 * Stands before the socket: brings the token to where it is verified, and answers who may not pass with a problem, at the
 * upgrade.
 */
@ApplicationScoped
public class HandshakeGate {

    /** Where the socket is. */
    public static final String PATH = "/balance";

    /** The query parameter for the last place that the client has reached. */
    public static final String SINCE = "since";
    /** Above Quarkus' own filters: its authentication has 200, and it reads the upgrade subprotocol shortly before. */
    private static final int BEFORE_AUTHENTICATION = 10_000;
    /** Below them: the identity is known. */
    private static final int AFTER_AUTHENTICATION = 50;

    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final String VERSION = "13";

    private final Problems problems;
    private final Origins origins;

    HandshakeGate(Problems problems, HandshakeConfig config) {
        this.problems = problems;
        this.origins = new Origins(config.allowedOrigins().orElse(List.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::prepare, BEFORE_AUTHENTICATION);
        filters.register(this::admit, AFTER_AUTHENTICATION);
    }

    private void prepare(RoutingContext routing) {
        if (!isHandshake(routing)) {
            routing.next();
            return;
        }
        MultiMap headers = routing.request().headers();
        if (!origins.allow(headers.get(HttpHeaders.ORIGIN))) {
            problems.answer(routing, ProblemKind.ORIGIN_NOT_ALLOWED, null);
            return;
        }
        String since = routing.queryParam(SINCE).stream().findFirst().orElse(null);
        if (since != null && Position.parse(since).isEmpty()) {
            problems.answer(routing, ProblemKind.MALFORMED_REQUEST, "since is the id of a frame.");
            return;
        }
        switch (token(routing)) {
            case TokenInHandshake.Malformed(String detail) ->
                problems.answer(routing, ProblemKind.MALFORMED_REQUEST, detail);
            case TokenInHandshake.Found found -> {
                apply(found, headers);
                routing.next();
            }
        }
    }

    private static TokenInHandshake token(RoutingContext routing) {
        MultiMap headers = routing.request().headers();
        // a list may be spread over several headers of that name
        String offered = String.join(",", headers.getAll(SUBPROTOCOL));
        String queryToken = routing.queryParam("token").stream().findFirst().orElse(null);
        return TokenInHandshake.find(headers.get(HttpHeaders.AUTHORIZATION), offered, queryToken);
    }

    private static void apply(TokenInHandshake.Found found, MultiMap headers) {
        found.authorization().ifPresent(value -> headers.set(HttpHeaders.AUTHORIZATION, value));
        if (found.subprotocols().isEmpty()) {
            headers.remove(SUBPROTOCOL);
        } else {
            headers.set(SUBPROTOCOL, String.join(",", found.subprotocols()));
        }
    }

    private void admit(RoutingContext routing) {
        if (!isHandshake(routing)) {
            routing.next();
        } else if (!isKnown(routing)) {
            problems.answer(routing, ProblemKind.UNAUTHORIZED, null);
        } else if (routing.request().method() != HttpMethod.GET) {
            problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
        } else if (!isUpgrade(routing.request().headers())) {
            problems.answer(routing, ProblemKind.UPGRADE_REQUIRED, null);
        } else {
            routing.next();
        }
    }

    private static boolean isKnown(RoutingContext routing) {
        return routing.user() instanceof QuarkusHttpUser user
                && TokenUsers.of(user.getSecurityIdentity()).isPresent();
    }

    /** What Vert.x expects of a handshake; it would refuse another with a text of its own, which is no problem document. */
    private static boolean isUpgrade(MultiMap headers) {
        return headers.contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
                && lowerCase(headers.get(HttpHeaders.CONNECTION)).contains("upgrade")
                && VERSION.equals(headers.get("Sec-WebSocket-Version"))
                && headers.contains("Sec-WebSocket-Key");
    }

    private static String lowerCase(String header) {
        return header == null ? "" : header.toLowerCase(Locale.ROOT);
    }

    private static boolean isHandshake(RoutingContext routing) {
        String path = routing.normalizedPath();
        return path.equals(PATH) || path.equals(PATH + "/");
    }
}
