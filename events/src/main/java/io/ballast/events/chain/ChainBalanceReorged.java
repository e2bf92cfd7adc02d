package io.ballast.events.chain;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The chain took back blocks that a published balance rested on; this is the corrected balance.
 *
 * @param reorgedBlockHeight the block the withdrawn balance was read at
 * @param reorgedBlockHash the hash that is no longer part of the chain
 */
public record ChainBalanceReorged(
        UUID walletId,
        String chain,
        String network,
        String address,
        String role,
        String ownerType,
        String userId,
        String asset,
        int decimals,
        long version,
        BigDecimal newBalance,
        String newBalanceRaw,
        BigDecimal previousBalance,
        String previousBalanceRaw,
        Long blockHeight,
        String blockHash,
        Long reorgedBlockHeight,
        String reorgedBlockHash,
        Instant asOf)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.CHAIN_BALANCE_REORGED;
    }

    @Override
    public String partitionKey(String tenant) {
        return walletId.toString();
    }

    @Override
    public String subjectId() {
        return walletId.toString();
    }
}
