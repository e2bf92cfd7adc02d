package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.Finality;
import java.time.Duration;
import java.util.Optional;

/**
 * What a caller asks of the values beside the values themselves.
 *
 * @param maxAge older values are stale for this caller; without it {@code ballast.balance.fresh-for} says so
 * @param finality the least that a value's block must be
 * @param deadline how long the caller would wait for the chains at most; empty: not at all
 */
public record Freshness(Optional<Duration> maxAge, Finality finality, Optional<Duration> deadline) {

    /** What is known, at once. */
    static final Freshness ANY = new Freshness(Optional.empty(), Finality.LATEST, Optional.empty());

    Duration freshFor(Duration usual) {
        return maxAge.orElse(usual);
    }

    /** A value that is too old for this caller is worth reading again, however young it is for others. */
    Duration revalidateAfter(Duration usual) {
        return maxAge.filter(age -> age.compareTo(usual) < 0).orElse(usual);
    }
}
