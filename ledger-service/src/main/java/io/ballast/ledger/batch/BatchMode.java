package io.ballast.ledger.batch;

import java.util.Locale;

/** What the items of a batch have to do with each other. */
public enum BatchMode {
    /** All are posted or none. */
    ATOMIC,
    /** Each is posted or refused by itself. */
    INDEPENDENT,
    /** Items that are linked to their next are posted together or not at all. */
    LINKED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that wire name. */
    static BatchMode ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
