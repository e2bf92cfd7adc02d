package io.ballast.ledger.reversal;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What can be taken back, and what takes it back: once, whole, and against the same rules as any other movement. */
final class ReversalRules {

    private static final String REASON = "reason";

    private ReversalRules() {}

    /** @param earlier what has taken it back already */
    static ReversalVerdict judge(Transaction original, Optional<UUID> earlier, Caller caller) {
        if (earlier.isPresent()) {
            return new ReversalVerdict.Done(earlier.get());
        }
        if (original.status() != TransactionStatus.SUCCESS || original.amount() == 0) {
            return new ReversalVerdict.Impossible("It has moved nothing");
        }
        if (original.type() == TransactionType.REVERSAL) {
            return new ReversalVerdict.Impossible("A reversal is not taken back; do anew what it took back");
        }
        if (original.type() == TransactionType.EXCHANGE) {
            return new ReversalVerdict.Impossible("One leg of an exchange is not taken back alone; exchange back");
        }
        return AccountAccess.isOwner(caller, payer(original))
                ? new ReversalVerdict.OwnAccount()
                : new ReversalVerdict.Possible();
    }

    /**
     * The movement that takes it back.
     *
     * @param reason why, or null
     */
    static Transfer reversal(Transaction original, String userId, String reason) {
        TransferNote note = TransferNote.askedBy(userId, original.reference())
                .with(reason == null ? Map.of() : Map.of(REASON, reason))
                .reversing(original.id());
        return Transfer.of(
                TransactionIds.next(),
                TransactionType.REVERSAL,
                payee(original).id(),
                payer(original).id(),
                Math.absExact(original.amount()),
                note);
    }

    private static Account payer(Transaction original) {
        return original.amount() < 0 ? original.account() : original.counterparty();
    }

    private static Account payee(Transaction original) {
        return original.amount() < 0 ? original.counterparty() : original.account();
    }
}
