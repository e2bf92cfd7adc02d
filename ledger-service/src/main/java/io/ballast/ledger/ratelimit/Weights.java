package io.ballast.ledger.ratelimit;

import io.ballast.ledger.security.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** What a request counts for that asks for many things at once: as many as if each had been asked for alone. */
@ApplicationScoped
public class Weights {

    private final RateLimits limits;
    private final boolean enabled;
    private final CurrentVertxRequest request;

    Weights(RateLimits limits, RateLimitConfig config, CurrentVertxRequest request) {
        this.limits = limits;
        this.enabled = config.enabled();
        this.request = request;
    }

    /** Counts a request of so many items, itself being one; the answer tells what remains then. */
    public void count(Caller caller, int items) {
        if (enabled && items > 1) {
            RateDecision decision = limits.charge(caller, items - 1L);
            request.getCurrent().response().putHeader(RateLimitFilter.STATE, limits.state(decision));
        }
    }
}
