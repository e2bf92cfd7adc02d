package io.ballast.chainbalance.balance;

/** How sure a value is. The order is from the best to the worst. */
public enum Status {
    /**
     * There is nothing that could hold a value: no wallet of that role, no spender, or no account, trustline or association
     * on a chain that is sure of it. Counts as zero, and says so.
     */
    ABSENT,
    /** Read lately. */
    FRESH,
    /** Read longer ago than promised. */
    STALE,
    /** The last try to read failed; this is what was known before. */
    LAST_KNOWN,
    /** Never read. There is no value to show. */
    UNKNOWN;

    Status worse(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
