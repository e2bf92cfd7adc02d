package io.ballast.events.deposit;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The deposit ended without moving money.
 *
 * @param reason a stable code
 * @param transactionHash the transaction that failed on chain, or null if none was sent
 */
public record DepositFailed(
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
        return EventType.DEPOSIT_FAILED;
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
