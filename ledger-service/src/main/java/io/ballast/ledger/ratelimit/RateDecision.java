package io.ballast.ledger.ratelimit;

/**
 * What was decided about a request.
 *
 * @param own the quota of who asks
 * @param ownRemaining how many requests remain of it; negative if more was done
 * @param tenantRemaining how many remain of the tenant's
 * @param exceeded the quota that is used up, or null if the request may go on
 * @param waitNanos how long until it would be let through; 0 if it is
 */
record RateDecision(Quota own, long ownRemaining, long tenantRemaining, Quota exceeded, long waitNanos) {

    private static final long NANOS = 1_000_000_000L;

    boolean isAllowed() {
        return exceeded == null;
    }

    /** Whole seconds, at least one. */
    long retryAfterSeconds() {
        return Math.max(1, Math.ceilDiv(waitNanos, NANOS));
    }
}
