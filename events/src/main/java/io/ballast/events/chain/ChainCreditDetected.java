package io.ballast.events.chain;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Income of one wallet, seen on chain; told exactly once for each {@code chainEventId} of a network.
 *
 * @param chainEventId the chain's own identity of the transfer, unique within the network
 * @param sender the address it came from
 * @param amountRaw the amount in the smallest unit, as a whole number in a string
 */
public record ChainCreditDetected(
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
        @MayBeAbsent Long blockHeight,
        @MayBeAbsent String blockHash,
        String finality,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.CHAIN_CREDIT_DETECTED;
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
