package io.ballast.notification.erasure;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.Authenticated;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code DELETE /v1/notifications/users/{id}}: an administrator erases what is known here of a user of the own tenant. */
@ApplicationScoped
class ErasureRoute {

    private static final String PATH = "/v1/notifications/users/:id";
    private static final String ROLE = "admin";
    private static final int NO_CONTENT = 204;

    private final Authenticated authenticated;
    private final Erasure erasure;
    private final Problems problems;

    ErasureRoute(Authenticated authenticated, Erasure erasure, Problems problems) {
        this.authenticated = authenticated;
        this.erasure = erasure;
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.delete(PATH).handler(routing -> authenticated.serve(routing, token -> decide(routing, token)));
        router.route(PATH).handler(this::notAllowed);
    }

    private Uni<Void> decide(RoutingContext routing, AccessToken token) {
        if (!token.groups().contains(ROLE)) {
            return refuse(routing, ProblemKind.FORBIDDEN);
        }
        User user = new User(token.user().tenant(), routing.pathParam("id"));
        if (!user.isWellFormed()) {
            return refuse(routing, ProblemKind.MALFORMED_REQUEST);
        }
        return erasure.erase(user, token.user())
                .invoke(() -> routing.response().setStatusCode(NO_CONTENT).end());
    }

    private void notAllowed(RoutingContext routing) {
        routing.response().putHeader(HttpHeaders.ALLOW, "DELETE");
        problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
    }

    private Uni<Void> refuse(RoutingContext routing, ProblemKind kind) {
        problems.answer(routing, kind, null);
        return Uni.createFrom().voidItem();
    }
}
