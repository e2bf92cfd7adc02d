package io.ballast.events.chain;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
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
        @MayBeAbsent BigDecimal previousBalance,
        @MayBeAbsent String previousBalanceRaw,
        @MayBeAbsent Long blockHeight,
        @MayBeAbsent String blockHash,
        Long reorgedBlockHeight,
        @MayBeAbsent String reorgedBlockHash,
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
