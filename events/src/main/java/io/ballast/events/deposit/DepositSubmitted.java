package io.ballast.events.deposit;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** The signed transaction was handed to the network; {@code attempt} counts from 1. */
public record DepositSubmitted(
        UUID depositId,
        UUID walletId,
        String userId,
        String network,
        String vault,
        String asset,
        BigDecimal amount,
        String transactionHash,
        int attempt,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.DEPOSIT_SUBMITTED;
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
