package io.ballast.ledger.transfer;

import io.ballast.ledger.transaction.TransactionType;
import java.util.UUID;

/**
 * Money to be moved from one account to another: what is decided about, and, once posted, one transaction of two entries.
 *
 * @param units smallest units of the asset that both accounts hold, positive
 * @param userId who asked for it
 * @param processedBy who approved it, or null
 * @param reference what the user wrote to it, or null
 */
public record Transfer(
        UUID transactionId,
        TransactionType type,
        UUID from,
        UUID to,
        long units,
        String userId,
        String processedBy,
        String reference) {

    public Transfer {
        if (units <= 0) {
            throw new IllegalArgumentException("A transfer moves at least one unit, not " + units);
        }
    }
}
