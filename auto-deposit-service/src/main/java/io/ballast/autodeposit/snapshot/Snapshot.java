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

        @Schema(description = "What was known before; absent at the first observation.")
        BigDecimal previousBalance,

        @Schema(
                required = true,
                description =
                        "usdcBalance less previousBalance. At the first observation (without previousBalance) it is"
                                + " the whole balance, which is no income.")
        BigDecimal balanceChange,

        @Schema(required = true) String snapshotType,
        @Schema(required = true) boolean autoDepositTriggered,

        @Schema(description = "What was deposited into the vault because of this balance.")
        BigDecimal depositAmount,

        @Schema(description = "Of that deposit.") String transactionHash,
        @Schema(required = true) Instant createdAt) {}
