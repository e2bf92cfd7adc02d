package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.refresh.KnownValue;
import io.ballast.chainbalance.refresh.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A value that belongs into the answer, whether or not it is known. */
record ExpectedValue(Observation observation) {

    private static final String NOT_FINAL_YET = "not_final_yet";

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

    /** The value as far as it was read at a block of that finality; unknown if it never was. */
    ExpectedValue at(Finality finality) {
        boolean holds = observation
                .known()
                .flatMap(known -> Finality.ofCode(known.finality()))
                .filter(known -> known.isAtLeast(finality))
                .isPresent();
        return finality == Finality.LATEST || holds ? this : new ExpectedValue(notFinalYet());
    }

    private Observation notFinalYet() {
        return new Observation(
                observation.key(),
                observation.decimals(),
                Optional.empty(),
                observation.checkedAt(),
                observation.known().map(known -> NOT_FINAL_YET).or(observation::lastError));
    }

    /** Whether it was read, or tried to be, at that time or later. */
    boolean isCheckedSince(Instant time) {
        return observation.checkedAt() != null && !observation.checkedAt().isBefore(time);
    }

    /** Whether it was read at that time or later. */
    boolean isReadSince(Instant time) {
        return isCheckedSince(time) && observation.lastError().isEmpty();
    }

    /** Whether it is worth reading again: it is not known, the last try failed, or it was a while ago. */
    boolean isToBeRefreshed(Instant now, Duration revalidateAfter) {
        return observation.known().isEmpty()
                || observation.lastError().isPresent()
                || observation.checkedAt().isBefore(now.minus(revalidateAfter));
    }
}
