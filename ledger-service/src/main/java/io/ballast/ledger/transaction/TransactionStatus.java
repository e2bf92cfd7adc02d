package io.ballast.ledger.transaction;

import java.util.Locale;

/** How far a transaction is. Only a pending one changes, and only once. */
public enum TransactionStatus {
    PENDING,
    SUCCESS,
    FAILED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name. */
    public static TransactionStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
