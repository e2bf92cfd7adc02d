package io.ballast.events.ledger;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A transaction that had been accepted for later (a top-up that waits for approval) ended without moving money.
 *
 * @param amount what it would have moved
 * @param reason a stable code, for example {@code rejected}
 */
public record TransactionFailed(
        String userId,
        String ownerType,
        UUID accountId,
        String asset,
        UUID transactionId,
        String transactionType,
        BigDecimal amount,
        String reason,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.TRANSACTION_FAILED;
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
