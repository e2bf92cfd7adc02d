package io.ballast.events.deposit;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The vault holds the money.
 *
 * @param shares the vault shares received, a whole number in a string
 * @param ledgerSequence the network's ledger that contains the transaction
 */
public record DepositConfirmed(
        UUID depositId,
        UUID walletId,
        String userId,
        String network,
        String vault,
        String asset,
        BigDecimal amount,
        String transactionHash,
        String shares,
        long ledgerSequence,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.DEPOSIT_CONFIRMED;
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
