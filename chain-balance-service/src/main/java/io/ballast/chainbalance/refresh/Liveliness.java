package io.ballast.chainbalance.refresh;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which wallets of a batch are worth another look soon.
 *
 * @param changed those with another balance than before
 * @param large those that hold much of one asset
 */
record Liveliness(Set<UUID> changed, Set<UUID> large) {

    /** Of wallets that tell nothing of themselves. */
    static final Liveliness NONE = new Liveliness(Set.of(), Set.of());

    /** @param largeFrom whole units of one asset */
    static Liveliness of(List<ReadBatch.ItemOutcome> outcomes, long largeFrom) {
        BigDecimal much = BigDecimal.valueOf(largeFrom);
        List<ReadBatch.ItemOutcome> balances = outcomes.stream()
                .filter(outcome -> outcome.item().key().isBalance())
                .toList();
        return new Liveliness(
                balances.stream()
                        .filter(outcome -> outcome.outcome().isChange())
                        .map(outcome -> outcome.item().wallet().id())
                        .collect(Collectors.toUnmodifiableSet()),
                balances.stream()
                        .filter(outcome -> holdsAtLeast(outcome.outcome().observation(), much))
                        .map(outcome -> outcome.item().wallet().id())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean holdsAtLeast(Observation observation, BigDecimal much) {
        return observation
                .amount()
                .filter(amount -> amount.compareTo(much) >= 0)
                .isPresent();
    }
}
