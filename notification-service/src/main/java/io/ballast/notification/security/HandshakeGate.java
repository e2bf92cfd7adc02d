package io.ballast.notification.security;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Stands before the socket: brings the token to where it is verified, and answers who may not pass with a problem, at the
 * upgrade.
 */
@ApplicationScoped
public class HandshakeGate {

    private static final String PATH = "/balance";
    /** Above Quarkus' own filters: its authentication has 200, and it reads the upgrade subprotocol shortly before. */
    private static final int BEFORE_AUTHENTICATION = 10_000;
    /** Below them: the identity is known. */
    private static final int AFTER_AUTHENTICATION = 50;

    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

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
        String queryToken = routing.request().getParam("token");
        switch (TokenInHandshake.find(headers.get(HttpHeaders.AUTHORIZATION), headers.get(SUBPROTOCOL), queryToken)) {
            case TokenInHandshake.Malformed(String detail) ->
                problems.answer(routing, ProblemKind.MALFORMED_REQUEST, detail);
            case TokenInHandshake.Found found -> {
                apply(found, headers);
                routing.next();
            }
        }
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
        } else if (!routing.request().headers().contains(HttpHeaders.UPGRADE)) {
            problems.answer(routing, ProblemKind.UPGRADE_REQUIRED, null);
        } else {
            routing.next();
        }
    }

    private static boolean isKnown(RoutingContext routing) {
        return routing.user() instanceof QuarkusHttpUser user
                && TokenUsers.of(user.getSecurityIdentity()).isPresent();
    }

    private static boolean isHandshake(RoutingContext routing) {
        String path = routing.normalizedPath();
        return path.equals(PATH) || path.equals(PATH + "/");
    }
}
