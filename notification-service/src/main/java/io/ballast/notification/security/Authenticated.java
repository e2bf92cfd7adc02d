package io.ballast.notification.security;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Serves the requests of those who hold a valid token, within their rate, and answers everybody else. */
@ApplicationScoped
public class Authenticated {

    private final Tokens tokens;
    private final Problems problems;
    private final RequestRate rate;

    Authenticated(Tokens tokens, Problems problems, RequestsConfig config) {
        this.tokens = tokens;
        this.problems = problems;
        this.rate = new RequestRate(config.maxPerUser(), config.window());
    }

    /** Serves the request with the work, which ends the response; a failure of it is answered with a problem. */
    public void serve(RoutingContext routing, Function<AccessToken, Uni<Void>> work) {
        start(routing, tokens.verify(Bearer.of(routing.request())).chain(check -> admit(routing, check, work)));
    }

    /** An HTTP request waits for the answer, but a raw route has nobody to hand its Uni to: this method subscribes. */
    private static void start(RoutingContext routing, Uni<Void> work) {
        work.subscribe().with(done -> {}, routing::fail);
    }

    private Uni<Void> admit(RoutingContext routing, TokenCheck check, Function<AccessToken, Uni<Void>> work) {
        return switch (check) {
            case TokenCheck.Refused(TokenCheck.Reason reason) -> refuse(routing, kind(reason));
            case TokenCheck.Accepted(AccessToken token)
            when !rate.take(token.user(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime())) ->
                refuse(routing, ProblemKind.TOO_MANY_REQUESTS);
            case TokenCheck.Accepted(AccessToken token) -> work.apply(token);
        };
    }

    private Uni<Void> refuse(RoutingContext routing, ProblemKind kind) {
        problems.answer(routing, kind, null);
        return Uni.createFrom().voidItem();
    }

    private static ProblemKind kind(TokenCheck.Reason reason) {
        return reason == TokenCheck.Reason.ISSUER_UNAVAILABLE ? ProblemKind.UNAVAILABLE : ProblemKind.UNAUTHORIZED;
    }
}
