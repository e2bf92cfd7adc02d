package io.ballast.autodeposit.credit;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * USDC that arrived in a wallet, as the chain told of it.
 *
 * @param chainEventId the chain's identity of the transfer, unique within the network: whoever sees it, it is the same
 * @param sender whom it came from, or empty where the chain does not say
 * @param height the ledger that it is part of
 */
public record Income(
        UUID walletId,
        String network,
        String chainEventId,
        Optional<String> sender,
        UsdcAmount amount,
        String transactionHash,
        long height,
        Instant at) {}
