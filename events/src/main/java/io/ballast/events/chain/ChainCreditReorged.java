package io.ballast.events.chain;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The chain took back the block that a published credit was in, and the credit is in no block that replaced it. Should the
 * transfer happen after all, it is told as another credit with another {@code chainEventId}.
 *
 * @param chainEventId that of the {@link ChainCreditDetected} which no longer holds
 * @param reorgedBlockHeight the block it was in
 * @param reorgedBlockHash the hash that is no longer part of the chain
 * @param asOf when that was found out
 */
public record ChainCreditReorged(
        UUID walletId,
        String chain,
        String network,
        String address,
        String role,
        String ownerType,
        String userId,
        String asset,
        int decimals,
        String chainEventId,
        @MayBeAbsent String sender,
        BigDecimal amount,
        String amountRaw,
        String transactionHash,
        Long reorgedBlockHeight,
        @MayBeAbsent String reorgedBlockHash,
        Instant asOf)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.CHAIN_CREDIT_REORGED;
    }

    @Override
    public String partitionKey(String tenant) {
        return walletId.toString();
    }

    @Override
    public String subjectId() {
        return walletId.toString();
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(String.join("/", chain, network, chainEventId, walletId.toString()));
    }
}
