package io.ballast.autodeposit.snapshot;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One row of {@code balance_snapshots}. Amounts are USDC with exactly seven fraction digits. */
@Schema(description = "What a wallet's USDC balance was found to be at one moment.")
public record Snapshot(
        @Schema(required = true) UUID id,
        @Schema(required = true) String userId,
        @Schema(required = true) UUID walletId,
        @Schema(required = true, examples = "150.5000000") BigDecimal usdcBalance,

        @Schema(nullable = true, description = "What was known before; null at the first observation.")
        BigDecimal previousBalance,

        @Schema(
                required = true,
                description =
                        "usdcBalance less previousBalance. At the first observation (previousBalance is null) it is"
                                + " the whole balance, which is no income.")
        BigDecimal balanceChange,

        @Schema(required = true) String snapshotType,
        @Schema(required = true) boolean autoDepositTriggered,

        @Schema(nullable = true, description = "What was deposited into the vault because of this balance.")
        BigDecimal depositAmount,

        @Schema(nullable = true) String transactionHash,
        @Schema(required = true) Instant createdAt) {}
