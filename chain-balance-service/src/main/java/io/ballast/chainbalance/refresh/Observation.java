package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one value on chain.
 *
 * @param known empty as long as it was never read: unknown is not zero
 * @param checkedAt when it was last tried to read, or null if it never was
 * @param lastError the stable code of why the last try failed; empty if it did not
 * @param earlier readings before {@code known} of blocks that are final, or are to be; the newest first
 */
public record Observation(
        ReadKey key,
        int decimals,
        Optional<KnownValue> known,
        Instant checkedAt,
        Optional<String> lastError,
        List<KnownValue> earlier) {

    public Observation {
        earlier = earlier == null ? List.of() : List.copyOf(earlier); // what an earlier build wrote into Redis has none
    }

    /** Nothing was read yet. */
    public static Observation unknown(ReadKey key, int decimals) {
        return new Observation(key, decimals, Optional.empty(), null, Optional.empty(), List.of());
    }

    /** The newest of the earlier readings whose block is that final by now. */
    public Optional<KnownValue> earlier(Finality atLeast, ChainFinality chain) {
        return earlier.stream()
                .filter(value -> value.finalityBy(chain).isAtLeast(atLeast))
                .findFirst()
                .map(value -> value.by(chain));
    }

    /** The same with another value, and when that was looked at. */
    public Observation showing(Optional<KnownValue> value, Instant lookedAt, Optional<String> error) {
        return new Observation(key, decimals, value, lookedAt, error, earlier);
    }

    /** The known amount in whole units. */
    public Optional<BigDecimal> amount() {
        return known.map(value -> new BigDecimal(value.raw(), decimals));
    }
}
