package io.ballast.ledger.account;

import java.util.Locale;

/** Who can own an account. The system's accounts are where money enters and leaves the ledger. */
public enum OwnerType {
    USER,
    COMMUNITY,
    COMPANY,
    SYSTEM;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that wire name. */
    public static OwnerType ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
