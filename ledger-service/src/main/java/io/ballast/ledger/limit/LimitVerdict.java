package io.ballast.ledger.limit;

import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.Limits;
import java.util.List;

/** What was decided about a change of an account. */
sealed interface LimitVerdict {

    /**
     * The account becomes this.
     *
     * @param differences what that changes, maybe nothing
     */
    record Changed(Limits limits, AccountStatus status, List<Difference> differences) implements LimitVerdict {}

    /** The account stays as it is. */
    enum Refused implements LimitVerdict {
        /** Money comes from the system's accounts: they have no limits. */
        SYSTEM_ACCOUNT,
        /** Closed is final. */
        CLOSED,
        /** Only the reconciliation, which has stopped the account, lets it go on. */
        QUARANTINED,
        /** What holds something, or has promised it, can not be closed. */
        NOT_EMPTY,
        /** No balance would be allowed. */
        LIMITS_CROSSED
    }
}
