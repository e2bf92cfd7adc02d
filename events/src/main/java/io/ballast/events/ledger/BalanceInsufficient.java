package io.ballast.events.ledger;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A transaction was refused because the account does not hold enough; nothing was moved.
 *
 * @param requiredAmount what it asked for, positive
 * @param currentBalance what could be spent
 * @param shortfall {@code requiredAmount - currentBalance}, positive
 */
public record BalanceInsufficient(
        String userId,
        String ownerType,
        UUID accountId,
        String asset,
        String transactionType,
        BigDecimal requiredAmount,
        BigDecimal currentBalance,
        BigDecimal shortfall,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.BALANCE_INSUFFICIENT;
    }

    @Override
    public String partitionKey(String tenant) {
        return tenant + ":" + userId;
    }

    @Override
    public String subjectId() {
        return accountId.toString();
    }
}
