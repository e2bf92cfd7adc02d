package io.ballast.ledger.transfer;

import io.ballast.ledger.transaction.TransactionType;
import java.util.UUID;

/**
 * Money to be moved from one account to another: what is decided about, and, once posted, one transaction of two entries.
 *
 * @param units smallest units of the asset that both accounts hold, positive
 * @param released smallest units that {@code from} held back for this and holds back no longer, zero or more
 * @param note what is recorded with it
 */
public record Transfer(
        UUID transactionId, TransactionType type, UUID from, UUID to, long units, long released, TransferNote note) {

    public Transfer {
        if (units <= 0) {
            throw new IllegalArgumentException("A transfer moves at least one unit, not " + units);
        }
        if (released < 0) {
            throw new IllegalArgumentException("A transfer can not hold back " + -released);
        }
    }

    /** A transfer that no hold was made for. */
    public static Transfer of(
            UUID transactionId, TransactionType type, UUID from, UUID to, long units, TransferNote note) {
        return new Transfer(transactionId, type, from, to, units, 0, note);
    }
}
