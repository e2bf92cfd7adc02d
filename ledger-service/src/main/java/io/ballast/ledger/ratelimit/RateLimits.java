package io.ballast.ledger.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ballast.ledger.security.Caller;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * A token bucket for each subject and one for each tenant, in the memory of this replica. All methods may be called by any
 * thread; none waits.
 */
@ApplicationScoped
class RateLimits {

    private final Quota user;
    private final Quota staff;
    private final Quota tenant;
    private final String userPolicy;
    private final String staffPolicy;
    private final Cache<Subject, Bucket> subjects;
    private final Cache<String, Bucket> tenants;

    RateLimits(RateLimitConfig config) {
        this.user = new Quota("user", config.user().perSecond(), config.user().burst());
        this.staff =
                new Quota("staff", config.staff().perSecond(), config.staff().burst());
        this.tenant =
                new Quota("tenant", config.tenant().perSecond(), config.tenant().burst());
        this.userPolicy = user.policy() + ", " + tenant.policy();
        this.staffPolicy = staff.policy() + ", " + tenant.policy();
        this.subjects = Caffeine.newBuilder().maximumSize(config.size()).build();
        this.tenants = Caffeine.newBuilder().maximumSize(config.size()).build();
    }

    /** Takes a token from both buckets, or from none. */
    RateDecision take(Caller caller) {
        Quota own = caller.isStaff() ? staff : user;
        Bucket bucket = subjects.get(new Subject(caller.tenant(), caller.userId(), own.name()), key -> bucket(own));
        Bucket shared = tenants.get(caller.tenant(), key -> bucket(tenant));
        ConsumptionProbe first = bucket.tryConsumeAndReturnRemaining(1);
        if (!first.isConsumed()) {
            return new RateDecision(own, 0, shared.getAvailableTokens(), own, first.getNanosToWaitForRefill());
        }
        ConsumptionProbe second = shared.tryConsumeAndReturnRemaining(1);
        if (!second.isConsumed()) {
            bucket.addTokens(1);
            return new RateDecision(own, first.getRemainingTokens() + 1, 0, tenant, second.getNanosToWaitForRefill());
        }
        return new RateDecision(own, first.getRemainingTokens(), second.getRemainingTokens(), null, 0);
    }

    /**
     * Counts what a request that was let through weighs beyond itself. Who has not so much left is in debt, and waits until it
     * has come back: a batch of any size is posted sometime, and nobody gets more in the long run.
     */
    RateDecision charge(Caller caller, long more) {
        Quota own = caller.isStaff() ? staff : user;
        Bucket bucket = subjects.get(new Subject(caller.tenant(), caller.userId(), own.name()), key -> bucket(own));
        Bucket shared = tenants.get(caller.tenant(), key -> bucket(tenant));
        bucket.consumeIgnoringRateLimits(more);
        shared.consumeIgnoringRateLimits(more);
        return new RateDecision(own, bucket.getAvailableTokens(), shared.getAvailableTokens(), null, 0);
    }

    /** The header RateLimit-Policy. */
    String policy(RateDecision decision) {
        return decision.own() == staff ? staffPolicy : userPolicy;
    }

    /** The header RateLimit. */
    String state(RateDecision decision) {
        return decision.own().state(decision.ownRemaining()) + ", " + tenant.state(decision.tenantRemaining());
    }

    private static Bucket bucket(Quota quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.burst()).refillGreedy(quota.perSecond(), Duration.ofSeconds(1)))
                .withNanosecondPrecision()
                .build();
    }

    private record Subject(String tenant, String userId, String quota) {}
}
