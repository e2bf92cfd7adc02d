package io.ballast.events.chain;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A wallet's balance of one asset on chain is not what it was at the last look. {@code version} counts the changes of
 * this wallet and asset without gaps.
 *
 * @param chain {@code evm}, {@code stellar} or {@code hedera}
 * @param role what the wallet is to its owner, for example {@code derived}, {@code proxy} or {@code custodial}
 * @param userId the wallet's owner (see {@code ownerType})
 * @param newBalance in whole units of the asset with {@code decimals} fraction digits
 * @param newBalanceRaw the same in the smallest unit, as a whole number in a string
 * @param previousBalance what was known before, or null at the first observation
 * @param blockHeight the block (ledger, consensus time in seconds) it was read at
 * @param blockHash that block's hash, or null where the chain's reader gives none
 * @param finality {@code latest}, {@code safe} or {@code finalized}
 * @param source where it was read: {@code blockchain}, {@code mirror_node}, {@code horizon}
 * @param asOf when it was true
 */
public record ChainBalanceChanged(
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
        String finality,
        String source,
        Instant asOf)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.CHAIN_BALANCE_CHANGED;
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
