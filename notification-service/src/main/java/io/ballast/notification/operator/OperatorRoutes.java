package io.ballast.notification.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.json.EventJson;
import io.ballast.events.operation.EventFlows;
import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.replica.Replicas;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.Authenticated;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/** What the console shows of notifications: reads only, and of users only those of the operator's tenant. */
@ApplicationScoped
class OperatorRoutes {

    private static final String PATH = "/v1/operator/notifications";
    private static final String ROLE = "operator";

    private final Authenticated authenticated;
    private final Problems problems;
    private final EventFlows flows;
    private final Replicas replicas;
    private final FollowedUsers users;

    OperatorRoutes(
            Authenticated authenticated, Problems problems, EventFlows flows, Replicas replicas, FollowedUsers users) {
        this.authenticated = authenticated;
        this.problems = problems;
        this.flows = flows;
        this.replicas = replicas;
        this.users = users;
    }

    void install(@Observes Router router) {
        router.route(PATH).handler(routing -> serve(routing, token -> service()));
        router.route(PATH + "/users/:id").handler(routing -> serve(routing, token -> user(routing, token)));
    }

    private void serve(RoutingContext routing, Function<AccessToken, Uni<?>> answer) {
        if (routing.request().method() != HttpMethod.GET) {
            problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
            return;
        }
        authenticated.serve(
                routing,
                token -> token.groups().contains(ROLE)
                        ? answer.apply(token)
                                .invoke(view -> write(routing, view))
                                .replaceWithVoid()
                        : refuse(routing, ProblemKind.FORBIDDEN));
    }

    private Uni<?> service() {
        return Uni.combine().all().unis(flows.now(), replicas.all()).with(ServiceView::of);
    }

    private Uni<?> user(RoutingContext routing, AccessToken token) {
        User user = new User(token.user().tenant(), routing.pathParam("id"));
        return user.isWellFormed() ? users.view(user) : refuse(routing, ProblemKind.MALFORMED_REQUEST);
    }

    private Uni<Void> refuse(RoutingContext routing, ProblemKind kind) {
        problems.answer(routing, kind, null);
        return Uni.createFrom().voidItem();
    }

    private static void write(RoutingContext routing, Object view) {
        if (view != null) {
            routing.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json(view));
        }
    }

    private static String json(Object view) {
        try {
            return EventJson.mapper().writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
