package io.ballast.ledger.account;

import java.util.Locale;

/** Whether an account takes part in transactions. */
public enum AccountStatus {
    ACTIVE,
    /** Stopped by staff, who can take that back. */
    FROZEN,
    /** Empty, and never to be used again. */
    CLOSED,
    /** Stopped by the reconciliation, which found that balance and entries disagree. */
    QUARANTINED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name. */
    public static AccountStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
