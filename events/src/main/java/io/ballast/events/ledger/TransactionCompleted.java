package io.ballast.events.ledger;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A transaction that moved money of this owner is done; told once for each owner it concerns.
 *
 * @param amount the signed change of this owner's account
 * @param newBalance the account's balance right after it, of version {@code version}
 */
public record TransactionCompleted(
        String userId,
        String ownerType,
        UUID accountId,
        String asset,
        long version,
        UUID transactionId,
        String transactionType,
        BigDecimal amount,
        BigDecimal newBalance,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.TRANSACTION_COMPLETED;
    }

    @Override
    public String partitionKey(String tenant) {
        return tenant + ":" + userId;
    }

    @Override
    public String subjectId() {
        return transactionId.toString();
    }
}
