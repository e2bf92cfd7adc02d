package io.ballast.ledger.reconciliation;

import java.util.Locale;

/** What can disagree about an account. */
public enum DriftKind {
    /** An entry whose version is not the one after the entry before it. */
    VERSION_GAP,
    /** An entry whose balance is not the sum of the entries up to it. */
    RUNNING_BALANCE,
    /** The account has no row in {@code balances}. */
    MISSING_BALANCE,
    /** The version in {@code balances} is not that of the last entry. */
    VERSION,
    /** The balance in {@code balances} is not the sum of the entries. */
    BALANCE,
    /** The cached backup in {@code accounts} is not the sum of the entries. */
    BACKUP,
    /** What {@code balances} says is kept back is not what the open holds come to. */
    HELD;

    /** Whether the entries disagree among themselves: no recalculation can mend that. */
    public boolean isOfEntries() {
        return this == VERSION_GAP || this == RUNNING_BALANCE;
    }

    /** Whether it is amounts that disagree, in smallest units, and not versions. */
    public boolean isOfAmounts() {
        return this != VERSION_GAP && this != VERSION;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that wire name. */
    public static DriftKind ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
