package io.ballast.chainbalance.refresh;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is known of one value on chain.
 *
 * @param known empty as long as it was never read: unknown is not zero
 * @param checkedAt when it was last tried to read, or null if it never was
 * @param lastError the stable code of why the last try failed; empty if it did not
 */
public record Observation(
        ReadKey key, int decimals, Optional<KnownValue> known, Instant checkedAt, Optional<String> lastError) {

    /** Nothing was read yet. */
    public static Observation unknown(ReadKey key, int decimals) {
        return new Observation(key, decimals, Optional.empty(), null, Optional.empty());
    }

    /** All of them by the wallet they are of. */
    public static Map<UUID, List<Observation>> byWallet(Collection<Observation> observations) {
        return observations.stream()
                .collect(Collectors.groupingBy(observation -> observation.key().walletId()));
    }

    /** The known amount in whole units. */
    public Optional<BigDecimal> amount() {
        return known.map(value -> new BigDecimal(value.raw(), decimals));
    }
}
