package io.ballast.autodeposit.tracking;

import io.ballast.autodeposit.asset.UsdcAmount;

/** Decides what an observation means. Income detection builds on this: only an {@link Tracking.Increase} can be income. */
public final class TrackingRules {

    private TrackingRules() {}

    /**
     * Compares the observation with what is known of its wallet. The newer version wins, whatever came between: a gap
     * is reported by {@link Tracking.Recorded#missedVersions()}, but the newest balance is the true one.
     */
    public static Tracking decide(TrackedWallet wallet, BalanceObservation observation) {
        if (!wallet.isSubjectOf(observation)) {
            return new Tracking.Contradiction(
                    "the event names another owner, address or network than the wallet " + wallet.id());
        }
        if (isStale(wallet, observation)) {
            return new Tracking.Stale(observation.version(), wallet.version().getAsLong());
        }
        long missed = missedVersions(wallet, observation);
        return wallet.previousBalance()
                .map(known -> compare(known, observation.balance(), missed))
                .orElseGet(() -> new Tracking.Baseline(observation.balance(), missed));
    }

    private static boolean isStale(TrackedWallet wallet, BalanceObservation observation) {
        return wallet.version().isPresent()
                && observation.version() <= wallet.version().getAsLong();
    }

    /** Before the first observation nothing can be missed: tracking may begin at any version. */
    private static long missedVersions(TrackedWallet wallet, BalanceObservation observation) {
        return wallet.version().isEmpty()
                ? 0
                : observation.version() - wallet.version().getAsLong() - 1;
    }

    private static Tracking.Recorded compare(UsdcAmount known, UsdcAmount balance, long missed) {
        int change = balance.compareTo(known);
        if (change > 0) {
            return new Tracking.Increase(known, balance, missed);
        }
        if (change < 0) {
            return new Tracking.Decrease(known, balance, missed);
        }
        return new Tracking.Unchanged(balance, missed);
    }
}
