package io.ballast.ledger.hold;

import java.util.Locale;

/** How far a hold is. Only an open one changes; what ends it, ends it once. */
public enum HoldStatus {
    /** It keeps back what has not been captured of it. */
    OPEN,
    /** All of it was captured, or a final capture set the rest free. */
    CAPTURED,
    /** Who may has taken it back; what had been captured before stays. */
    VOIDED,
    /** Its time is over; what had been captured before stays. */
    EXPIRED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name. */
    public static HoldStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
