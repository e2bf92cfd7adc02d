package io.ballast.notification.push.device;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.push.device.Preferences.Unreadable;
import io.ballast.notification.security.Authenticated;
import io.ballast.notification.security.CrossOrigin;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code /v1/notification-preferences}: what a user wants to be told on devices, and when. */
@ApplicationScoped
class PreferenceRoutes {

    private static final String PATH = "/v1/notification-preferences";
    private static final String METHODS = "GET, PUT";
    private static final int MAX_BODY = 16_384;
    private static final int OK = 200;

    private final Authenticated authenticated;
    private final CrossOrigin crossOrigin;
    private final PreferenceStore store;
    private final Problems problems;

    PreferenceRoutes(Authenticated authenticated, CrossOrigin crossOrigin, PreferenceStore store, Problems problems) {
        this.authenticated = authenticated;
        this.crossOrigin = crossOrigin;
        this.store = store;
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.route(PATH).handler(this::crossOrigin);
        router.get(PATH).handler(routing -> authenticated.serve(routing, token -> read(routing, token.user())));
        router.put(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(routing -> authenticated.serve(routing, token -> replace(routing, token.user())));
        router.route(PATH).handler(this::notAllowed);
    }

    private void crossOrigin(RoutingContext routing) {
        if (!crossOrigin.isPreflight(routing, METHODS)) {
            routing.next();
        }
    }

    private void notAllowed(RoutingContext routing) {
        routing.response().putHeader(HttpHeaders.ALLOW, METHODS);
        problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
    }

    private Uni<Void> read(RoutingContext routing, User user) {
        return store.of(user)
                .invoke(preferences -> Answers.json(routing, OK, PreferenceJson.of(preferences)))
                .replaceWithVoid();
    }

    private Uni<Void> replace(RoutingContext routing, User user) {
        try {
            Preferences preferences = Preferences.of(Answers.body(routing));
            return store.save(user, preferences)
                    .invoke(() -> Answers.json(routing, OK, PreferenceJson.of(preferences)));
        } catch (Unreadable unreadable) {
            problems.answer(routing, ProblemKind.MALFORMED_REQUEST, unreadable.getMessage());
            return Uni.createFrom().voidItem();
        }
    }
}
