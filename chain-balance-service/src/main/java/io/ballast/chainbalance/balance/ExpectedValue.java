package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.KnownValue;
import io.ballast.chainbalance.refresh.Observation;
import java.time.Duration;
import java.time.Instant;

/** A value that belongs into the answer, whether or not it is known. */
record ExpectedValue(Observation observation) {

    Status status(Instant now, Duration freshFor) {
        if (observation.known().isEmpty()) {
            return Status.UNKNOWN;
        }
        if (observation.lastError().isPresent()) {
            return Status.LAST_KNOWN;
        }
        Instant asOf = observation.known().map(KnownValue::asOf).orElseThrow();
        if (asOf.isBefore(now.minus(freshFor))) {
            return Status.STALE;
        }
        return observation.known().map(KnownValue::absence).isPresent() ? Status.ABSENT : Status.FRESH;
    }

    /** Whether it is worth reading again: it is not known, the last try failed, or it was a while ago. */
    boolean isToBeRefreshed(Instant now, Duration revalidateAfter) {
        return observation.known().isEmpty()
                || observation.lastError().isPresent()
                || observation.checkedAt().isBefore(now.minus(revalidateAfter));
    }
}
