package io.ballast.autodeposit.credit;

import java.util.Locale;

/** Whether a credit may be deposited, and why not. Decided once, when it is first seen. */
public enum Eligibility {
    ELIGIBLE,
    /** The vault gave it back: depositing it would undo what the user asked for. */
    FROM_VAULT,
    /** The same user's other wallet, or an account that the rule names as their own: a round trip. */
    FROM_OWN_ACCOUNT,
    /** Nobody had asked for deposits when it came. */
    RULE_OFF;

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
