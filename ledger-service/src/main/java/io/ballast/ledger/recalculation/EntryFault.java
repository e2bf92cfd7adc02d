package io.ballast.ledger.recalculation;

import java.math.BigDecimal;

/**
 * An entry that does not follow from those before it.
 *
 * @param version the entry's version
 * @param expected the version or balance that it should have
 * @param found what it has
 */
public record EntryFault(long version, BigDecimal expected, BigDecimal found) {}
