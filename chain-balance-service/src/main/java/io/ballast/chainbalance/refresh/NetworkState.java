package io.ballast.chainbalance.refresh;

import java.time.Duration;
import java.time.Instant;

/**
 * How a network is doing, as far as this replica has asked it.
 *
 * @param height of the last block read at; 0 before
 * @param agedFrom when it last answered; if it never has, when it first failed to; null while it was not asked
 * @param up whether its last answer was one
 */
record NetworkState(long height, Instant agedFrom, boolean up) {

    static final NetworkState NOT_ASKED = new NetworkState(0, null, true);

    private static final double MILLIS_PER_SECOND = 1000.0;

    NetworkState answered(long atHeight, Instant at) {
        return new NetworkState(atHeight, at, true);
    }

    /** A replica that was started while nobody answers counts from its first attempt: it must not look as one that has no wallets. */
    NetworkState unanswered(Instant at) {
        return new NetworkState(height, agedFrom == null ? at : agedFrom, false);
    }

    /** How old what is known is at least; not a number for a network that never had to answer. */
    double ageSeconds(Instant now) {
        return agedFrom == null ? Double.NaN : Duration.between(agedFrom, now).toMillis() / MILLIS_PER_SECOND;
    }
}
