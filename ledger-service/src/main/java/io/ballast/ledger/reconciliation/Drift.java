package io.ballast.ledger.reconciliation;

import java.math.BigDecimal;

/**
 * Something about an account that does not agree with its entries, or with its open holds.
 *
 * @param version the entry's version, or that of the last entry
 * @param expected the version, or smallest units, that the entries or holds tell
 * @param found what is there instead; null if nothing is
 */
public record Drift(DriftKind kind, long version, BigDecimal expected, BigDecimal found) {}
