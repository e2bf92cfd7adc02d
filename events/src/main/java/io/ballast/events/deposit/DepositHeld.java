package io.ballast.events.deposit;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * Whether the money moved cannot be proven; nothing is retried until an operator has looked.
 *
 * @param reason a stable code
 * @param transactionHash the last transaction sent, or null
 */
public record DepositHeld(
        UUID depositId,
        UUID walletId,
        String userId,
        String network,
        String vault,
        String asset,
        BigDecimal amount,
        String reason,
        @MayBeAbsent String transactionHash,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.DEPOSIT_HELD;
    }

    @Override
    public String partitionKey(String tenant) {
        return walletId.toString();
    }

    @Override
    public String subjectId() {
        return depositId.toString();
    }
}
