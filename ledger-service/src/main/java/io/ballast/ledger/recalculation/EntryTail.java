package io.ballast.ledger.recalculation;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An account's entries after a position, summed.
 *
 * @param entries how many there are, at most as many as were asked for
 * @param sum smallest units; more than a balance can hold if the entries are that wrong
 * @param lastVersion the highest version among them, or what the account's was raised to after them; null if there are neither
 * @param lastAt when the last of them was made; null if there are none
 * @param misnumbered the first whose version is not the next one, or null
 * @param miscounted the first whose balance is not the sum up to it, or null
 */
public record EntryTail(
        long entries,
        BigDecimal sum,
        Long lastVersion,
        Instant lastAt,
        EntryFault misnumbered,
        EntryFault miscounted) {}
