package io.ballast.ledger.account;

import java.util.Locale;

/** Whether an account takes part in transactions. */
public enum AccountStatus {
    ACTIVE,
    FROZEN,
    CLOSED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name. */
    public static AccountStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
