package io.ballast.ledger.recalculation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * An account's entries up to one of them, summed. Entries are never changed and never inserted before others, so that a sum
 * stays right whatever is posted after it.
 *
 * @param version the version of the last of them, 0 if there are none, or what it was raised to since
 * @param balance their sum, smallest units
 * @param at when the last of them was made; null if there are none
 */
public record EntryPosition(UUID accountId, long version, BigDecimal balance, Instant at) {

    /** Before the first entry. */
    public static EntryPosition beginning(UUID accountId) {
        return new EntryPosition(accountId, 0, BigDecimal.ZERO, null);
    }

    /** After these entries too. */
    public EntryPosition after(EntryTail tail) {
        return tail.lastVersion() == null
                ? this
                : new EntryPosition(
                        accountId,
                        tail.lastVersion(),
                        balance.add(tail.sum()),
                        tail.entries() == 0 ? at : tail.lastAt());
    }
}
