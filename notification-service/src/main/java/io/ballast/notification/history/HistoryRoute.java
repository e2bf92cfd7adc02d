package io.ballast.notification.history;

import io.ballast.notification.delivery.History;
import io.ballast.notification.delivery.HistoryPage;
import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.Authenticated;
import io.ballast.notification.security.CrossOrigin;
import io.ballast.notification.stream.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code GET /v1/notifications?since=&limit=}: what a client missed that holds no connection. */
@ApplicationScoped
class HistoryRoute {

    private static final String PATH = "/v1/notifications";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

    private final Authenticated authenticated;
    private final CrossOrigin crossOrigin;
    private final History history;
    private final Problems problems;
    private final HistoryConfig config;

    HistoryRoute(
            Authenticated authenticated,
            CrossOrigin crossOrigin,
            History history,
            Problems problems,
            HistoryConfig config) {
        this.authenticated = authenticated;
        this.crossOrigin = crossOrigin;
        this.history = history;
        this.problems = problems;
        this.config = config;
    }

    void install(@Observes Router router) {
        router.route(PATH).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        if (crossOrigin.isPreflight(routing, "GET")) {
            return;
        }
        if (routing.request().method() != HttpMethod.GET) {
            problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
            return;
        }
        authenticated.serve(routing, token -> answer(routing, token));
    }

    private Uni<Void> answer(RoutingContext routing, AccessToken token) {
        Optional<String> since = first(routing, "since");
        Optional<Position> place = since.flatMap(Position::parse);
        if (since.isPresent() && place.isEmpty()) {
            return refuse(routing, "since is the id of a frame.");
        }
        Optional<Integer> limit = limit(first(routing, "limit"));
        if (limit.isEmpty()) {
            return refuse(routing, "limit is a number from 1 to " + config.maxLimit() + ".");
        }
        return history.since(token.user(), place.orElse(null), limit.get())
                .invoke(page -> answer(routing, page))
                .replaceWithVoid();
    }

    private Uni<Void> refuse(RoutingContext routing, String detail) {
        problems.answer(routing, ProblemKind.MALFORMED_REQUEST, detail);
        return Uni.createFrom().voidItem();
    }

    /** Empty if what was asked for is out of bounds. */
    private Optional<Integer> limit(Optional<String> asked) {
        return asked.isEmpty()
                ? Optional.of(Math.min(config.defaultLimit(), config.maxLimit()))
                : asked.filter(text -> NUMBER.matcher(text).matches())
                        .map(Integer::valueOf)
                        .filter(limit -> limit <= config.maxLimit());
    }

    private static void answer(RoutingContext routing, HistoryPage page) {
        routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(page.json());
    }

    private static Optional<String> first(RoutingContext routing, String parameter) {
        return routing.queryParam(parameter).stream().findFirst();
    }
}
