package io.ballast.chainbalance.refresh;

import java.util.Optional;

/** What a read does to an observation. */
sealed interface Outcome {

    Observation observation();

    /** Another value than before, or the first one; it has the next version. */
    record Changed(Observation observation, Optional<KnownValue> previous) implements Outcome {}

    /** The same value, seen again at a later time. */
    record Confirmed(Observation observation) implements Outcome {}

    /** Nothing was learned but that reading failed; what was known stays. */
    record Missed(Observation observation) implements Outcome {}

    /** The node lags behind what is stored, so it is not believed; nothing is to be written. */
    record Behind(Observation observation) implements Outcome {}
}
