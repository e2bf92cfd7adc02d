package io.ballast.ledger.reconciliation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the reconciliation knows of a tenant, or of all together.
 *
 * @param driftAccounts how many accounts have open drifts
 * @param imbalances by asset, smallest units by which the sum of all balances was not zero at the last pass, without sign
 * @param sinceSuccess how long ago the last pass ended, of the tenant that waits longest; empty if one never had any
 */
record LedgerHealth(long driftAccounts, Map<String, BigDecimal> imbalances, Optional<Duration> sinceSuccess) {

    /** Where there is no tenant, nothing is wrong. */
    static final LedgerHealth OF_NOBODY = new LedgerHealth(0, Map.of(), Optional.of(Duration.ZERO));

    /** Imbalances of two tenants add up, and never cancel each other out. */
    LedgerHealth and(LedgerHealth other) {
        Map<String, BigDecimal> sums = new HashMap<>(imbalances);
        other.imbalances.forEach((asset, sum) -> sums.merge(asset, sum, BigDecimal::add));
        Optional<Duration> longest =
                sinceSuccess.flatMap(own -> other.sinceSuccess.map(others -> own.compareTo(others) > 0 ? own : others));
        return new LedgerHealth(driftAccounts + other.driftAccounts, Map.copyOf(sums), longest);
    }
}
