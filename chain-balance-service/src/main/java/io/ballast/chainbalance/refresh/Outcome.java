package io.ballast.chainbalance.refresh;

import java.util.Optional;

/** What a read does to an observation. */
sealed interface Outcome {

    Observation observation();

    /** Whether the value is another one now, and history gets a row. */
    default boolean isChange() {
        return this instanceof Changed || this instanceof Reorged;
    }

    /**
     * Another value than before, or the first one, or any after a restore, when nobody knows what was told; it has the next version.
     *
     * @param previous what was told before, where that is known
     */
    record Changed(Observation observation, Optional<KnownValue> previous) implements Outcome {}

    /** Another value than before, since the block of the one before is no more; it has the next version. */
    record Reorged(Observation observation, KnownValue withdrawn) implements Outcome {}

    /** The same value, seen again at a later time. */
    record Confirmed(Observation observation) implements Outcome {}

    /** Nothing was learned but that reading failed; what was known stays. */
    record Missed(Observation observation) implements Outcome {}

    /** The node lags behind what is stored, so it is not believed; nothing is to be written. */
    record Behind(Observation observation) implements Outcome {}
}
