package io.ballast.autodeposit.stellar;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.time.Instant;
import java.util.Optional;

/** USDC that came to an account, as the network's events tell. */
public record TransferEvent(
        String id, Optional<String> sender, UsdcAmount amount, String transactionHash, long ledger, Instant at) {}
