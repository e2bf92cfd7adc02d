package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
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

    /** Until when the status stays what it is now, if nothing else is read. */
    Instant staysUntil(Instant now, Duration freshFor) {
        return observation.known().isEmpty() || status(now, freshFor) == Status.STALE
                ? Instant.MAX
                : observation.known().get().asOf().plus(freshFor);
    }

    /**
     * The newest value whose block is that final by now, and says so: if the last reading is not, an earlier one, as of then;
     * unknown if none is.
     */
    ExpectedValue at(Finality finality, ChainFinality chain) {
        Optional<KnownValue> known = observation.known().map(value -> value.by(chain));
        if (known.isEmpty()
                || finality == Finality.LATEST
                        && known.get() == observation.known().get()) {
            return this;
        }
        return known.filter(value -> isAtLeast(value, finality)).isPresent()
                ? shown(known, observation.checkedAt(), observation.lastError())
                : observation
                        .earlier(finality, chain)
                        .map(value -> shown(Optional.of(value), value.asOf(), observation.lastError()))
                        .orElseGet(() -> shown(Optional.empty(), observation.checkedAt(), Optional.of(NOT_FINAL_YET)));
    }

    private static boolean isAtLeast(KnownValue value, Finality finality) {
        return Finality.ofCode(value.finality())
                .filter(known -> known.isAtLeast(finality))
                .isPresent();
    }

    private ExpectedValue shown(Optional<KnownValue> value, Instant lookedAt, Optional<String> error) {
        return new ExpectedValue(observation.showing(value, lookedAt, error));
    }

    /** Whether it was read, or tried to be, at that time or later. */
    boolean isCheckedSince(Instant time) {
        return observation.checkedAt() != null && !observation.checkedAt().isBefore(time);
    }

    /** Whether it was read at that time or later. */
    boolean isReadSince(Instant time) {
        return isCheckedSince(time) && observation.lastError().isEmpty();
    }

    /** Whether it is worth reading again: it is not known, the last try failed, or it was before that time. */
    boolean isToBeRefreshed(Instant before) {
        return observation.known().isEmpty()
                || observation.lastError().isPresent()
                || observation.checkedAt().isBefore(before);
    }
}
