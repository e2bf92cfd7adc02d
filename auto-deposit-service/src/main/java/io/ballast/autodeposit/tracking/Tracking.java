package io.ballast.autodeposit.tracking;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.Optional;

/** What one observation means for a wallet, decided by {@link TrackingRules} from what was known before. */
public sealed interface Tracking {

    /** The observation belongs to the wallet: it is done with, whether it was news or not. */
    sealed interface Accepted extends Tracking {}

    /**
     * The observation is news, even where the amount is the same: it moves the wallet's {@code previous_usdc_balance}
     * and leaves one snapshot.
     */
    sealed interface Recorded extends Accepted {

        /** The balance now known. */
        UsdcAmount balance();

        /** The balance known before, or empty if there was none. */
        Optional<UsdcAmount> previous();

        /** How many versions between the last observation and this one never arrived; 0 in the normal case. */
        long missedVersions();
    }

    /** The first balance ever seen: what the wallet held when tracking began. It is nobody's income. */
    record Baseline(UsdcAmount balance, long missedVersions) implements Recorded {
        @Override
        public Optional<UsdcAmount> previous() {
            return Optional.empty();
        }
    }

    /** The wallet holds more than before. */
    record Increase(UsdcAmount known, UsdcAmount balance, long missedVersions) implements Recorded {
        @Override
        public Optional<UsdcAmount> previous() {
            return Optional.of(known);
        }

        /** By how much it grew; always positive. */
        public UsdcAmount amount() {
            return balance.minus(known);
        }
    }

    /** The wallet holds less than before. */
    record Decrease(UsdcAmount known, UsdcAmount balance, long missedVersions) implements Recorded {
        @Override
        public Optional<UsdcAmount> previous() {
            return Optional.of(known);
        }

        /** By how much it shrank; always positive. */
        public UsdcAmount amount() {
            return known.minus(balance);
        }
    }

    /** A newer observation of the same balance. */
    record Unchanged(UsdcAmount balance, long missedVersions) implements Recorded {
        @Override
        public Optional<UsdcAmount> previous() {
            return Optional.of(balance);
        }
    }

    /** An observation not newer than what is known: a repetition, or one overtaken on its way. Changes nothing. */
    record Stale(long version, long knownVersion) implements Accepted {}

    /**
     * The observation names another owner, account or network than the wallet it claims to be of. Nothing is changed:
     * money must not follow an owner whom an event swapped.
     */
    record Contradiction(String reason) implements Tracking {}
}
