package io.ballast.ledger.ratelimit;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Counts every request of the API that comes with a good token, and turns away who asks too often. The headers are those of
 * the IETF's draft-ietf-httpapi-ratelimit-headers; they are on every answer, whatever becomes of the request. Health and
 * metrics are not part of the API.
 */
class RateLimitFilter {

    private static final String POLICY = "RateLimit-Policy";
    static final String STATE = "RateLimit";

    private final RateLimits limits;
    private final boolean enabled;
    private final MeterRegistry meters;

    RateLimitFilter(RateLimits limits, RateLimitConfig config, MeterRegistry meters) {
        this.limits = limits;
        this.enabled = config.enabled();
        this.meters = meters;
    }

    /** Before the request is matched, so that what is not there, or not allowed, counts as well. */
    @ServerRequestFilter(preMatching = true)
    Uni<Response> count(RoutingContext context) {
        if (!enabled) {
            return Uni.createFrom().nullItem();
        }
        return QuarkusHttpUser.getSecurityIdentity(context, null)
                .map(identity -> Callers.of(identity)
                        .map(caller -> count(context, caller))
                        .orElse(null))
                .onFailure()
                .recoverWithNull();
    }

    /** The refusal, or null. */
    private Response count(RoutingContext context, Caller caller) {
        RateDecision decision = limits.take(caller);
        HttpServerResponse response = context.response();
        response.putHeader(POLICY, limits.policy(decision));
        response.putHeader(STATE, limits.state(decision));
        return decision.isAllowed() ? null : refusal(context, decision);
    }

    private Response refusal(RoutingContext context, RateDecision decision) {
        String quota = decision.exceeded().name();
        meters.counter("rate.limited", "quota", quota).increment();
        HttpProblem.Builder problem = Problems.builder(ProblemCode.RATE_LIMITED)
                .with("quota", quota)
                .withHeader(HttpHeaders.RETRY_AFTER, decision.retryAfterSeconds());
        Problems.instance(context.request().path()).ifPresent(problem::withInstance);
        return problem.build().toResponse();
    }
}
