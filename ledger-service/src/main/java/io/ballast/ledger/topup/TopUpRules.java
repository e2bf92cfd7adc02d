package io.ballast.ledger.topup;

import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionStatus;
import java.time.Instant;

/** Who may decide a top-up, how often and until when: two people, once, in time. */
final class TopUpRules {

    /** Why a top-up has failed that nobody has decided in time. */
    static final String EXPIRED = "expired";

    private TopUpRules() {}

    /**
     * @param topUp as it is now, locked
     * @param deciderId who decides
     * @param decision {@code SUCCESS} or {@code FAILED}
     * @param now by the database's clock, while the lock is held
     */
    static TopUpVerdict decide(Transaction topUp, String deciderId, TransactionStatus decision, Instant now) {
        if (topUp.userId().equals(deciderId)) {
            return TopUpVerdict.OWN_TOPUP;
        }
        if (hasExpired(topUp, now)) {
            return TopUpVerdict.EXPIRED;
        }
        if (topUp.status() == decision) {
            return TopUpVerdict.DONE_BEFORE;
        }
        if (topUp.status() != TransactionStatus.PENDING) {
            return TopUpVerdict.DECIDED_OTHERWISE;
        }
        return decision == TransactionStatus.SUCCESS ? TopUpVerdict.APPROVE : TopUpVerdict.REJECT;
    }

    /** Whether it has been marked so by then or not, so that both are answered alike. */
    private static boolean hasExpired(Transaction topUp, Instant now) {
        return switch (topUp.status()) {
            case PENDING -> topUp.expiresAt() != null && !now.isBefore(topUp.expiresAt());
            case FAILED -> EXPIRED.equals(topUp.reason());
            case SUCCESS -> false;
        };
    }
}
