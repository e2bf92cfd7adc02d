package io.ballast.events.deposit;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * Income was found and a deposit of it into the vault was decided.
 *
 * @param previousBalance the wallet's balance before the income
 * @param currentBalance the balance that triggered the deposit
 */
public record DepositTriggered(
        UUID depositId,
        UUID walletId,
        String userId,
        String network,
        String vault,
        String asset,
        BigDecimal amount,
        BigDecimal previousBalance,
        BigDecimal currentBalance,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.DEPOSIT_TRIGGERED;
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
