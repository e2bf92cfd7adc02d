package io.ballast.ledger.hold;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Instant;
import java.util.UUID;

/**
 * Money that an account keeps back for another, and how it was at a moment.
 *
 * @param type what its captures become
 * @param amount smallest units, positive
 * @param captured smallest units of it that have moved, in one capture or several
 * @param account which keeps the money back
 * @param payee which a capture gives it to
 * @param userId who asked for it
 * @param reference what the user wrote to it, or null
 * @param expiresAt from then on it can be neither captured nor voided
 * @param closedAt when it stopped to keep anything back, or null while it is open
 * @param asOf when this was true, by the database's clock
 */
public record Hold(
        UUID id,
        TransactionType type,
        HoldStatus status,
        long amount,
        long captured,
        Account account,
        Account payee,
        String userId,
        String reference,
        Instant createdAt,
        Instant expiresAt,
        Instant closedAt,
        Instant asOf) {

    /** What it still keeps back; this, over all open holds of an account, is what the account holds back. */
    public long remaining() {
        return status == HoldStatus.OPEN ? amount - captured : 0;
    }

    /** What it has set free without moving it. */
    public long released() {
        return status == HoldStatus.OPEN ? 0 : amount - captured;
    }

    /** The status by the clock: an open hold whose time is over has expired, even if its money is not yet set free. */
    public HoldStatus currentStatus() {
        return status == HoldStatus.OPEN && !asOf.isBefore(expiresAt) ? HoldStatus.EXPIRED : status;
    }

    /** The hold after so many units of it have moved. */
    Hold afterCapture(long units, boolean last) {
        long sum = Math.addExact(captured, units);
        boolean open = !last && sum < amount;
        return with(open ? HoldStatus.OPEN : HoldStatus.CAPTURED, sum);
    }

    /** The hold after it was taken back. */
    Hold afterVoid() {
        return with(HoldStatus.VOIDED, captured);
    }

    private Hold with(HoldStatus next, long sum) {
        Instant closed = next == HoldStatus.OPEN ? null : asOf;
        return new Hold(
                id, type, next, amount, sum, account, payee, userId, reference, createdAt, expiresAt, closed, asOf);
    }
}
