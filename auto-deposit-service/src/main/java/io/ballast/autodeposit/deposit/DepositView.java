package io.ballast.autodeposit.deposit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A deposit as it is told. Amounts are USDC with exactly seven fraction digits. */
@Schema(description = "A movement of income into the vault.")
public record DepositView(
        @Schema(required = true) UUID id,
        @Schema(required = true) String userId,
        @Schema(required = true) UUID walletId,
        @Schema(required = true) String network,
        @Schema(required = true) String vault,
        @Schema(required = true, examples = "100.0000000") BigDecimal amount,

        @Schema(required = true, description = "What the wallet held before the income.")
        BigDecimal previousBalance,

        @Schema(required = true, description = "What it held when the deposit was decided.")
        BigDecimal currentBalance,

        @Schema(
                required = true,
                enumeration = {
                    "planned",
                    "simulated",
                    "built",
                    "signing",
                    "signed",
                    "submitted",
                    "expired",
                    "confirmed",
                    "failed",
                    "held",
                    "dry_run"
                })
        String state,

        @Schema(description = "Why it failed or is held, a stable code.")
        String reason,

        @Schema(required = true, description = "Transactions so far.")
        int attempts,

        @Schema(description = "Of the transaction that decided, else of the last one.")
        String transactionHash,

        @Schema(description = "The ledger that contains it.")
        Long ledger,

        @Schema(description = "The vault shares received, a whole number in a string; absent before it is confirmed.")
        String shares,

        @Schema(required = true, description = "The snapshot that the deposit began with.")
        UUID snapshotId,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt,
        Instant submittedAt,
        Instant endedAt) {

    static DepositView of(Deposit deposit) {
        Order order = deposit.order();
        Progress progress = deposit.progress();
        boolean confirmed = progress.state() == DepositState.CONFIRMED;
        return new DepositView(
                order.id(),
                order.userId(),
                order.walletId(),
                order.network(),
                order.vault(),
                order.amount().value(),
                order.previousBalance().value(),
                order.currentBalance().value(),
                progress.state().wireName(),
                progress.reason(),
                progress.attempts().size(),
                progress.transactionHash(),
                progress.ledger(),
                confirmed ? progress.shares().toString() : null,
                deposit.snapshotId(),
                deposit.createdAt(),
                deposit.updatedAt(),
                deposit.submittedAt(),
                deposit.endedAt());
    }
}
