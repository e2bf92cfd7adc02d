package io.ballast.ledger.topup;

import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionStatus;

/** Who may decide a top-up, and how often: two people, once. */
final class TopUpRules {

    private TopUpRules() {}

    /**
     * @param topUp as it is now, locked
     * @param deciderId who decides
     * @param decision {@code SUCCESS} or {@code FAILED}
     */
    static TopUpVerdict decide(Transaction topUp, String deciderId, TransactionStatus decision) {
        if (topUp.userId().equals(deciderId)) {
            return TopUpVerdict.OWN_TOPUP;
        }
        if (topUp.status() == decision) {
            return TopUpVerdict.DONE_BEFORE;
        }
        if (topUp.status() != TransactionStatus.PENDING) {
            return TopUpVerdict.DECIDED_OTHERWISE;
        }
        return decision == TransactionStatus.SUCCESS ? TopUpVerdict.APPROVE : TopUpVerdict.REJECT;
    }
}
