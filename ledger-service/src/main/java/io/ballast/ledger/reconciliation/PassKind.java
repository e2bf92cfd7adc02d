package io.ballast.ledger.reconciliation;

import java.util.Locale;

/** How much a pass reads. */
enum PassKind {
    /** Accounts that changed since they were proven, and of them the entries since. */
    INCREMENTAL,
    /** Every account and every entry. */
    FULL;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
