package io.ballast.autodeposit.execution;

import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a check did with one wallet, and why. */
@Schema(description = "What the check did with one wallet.")
public record AutoDepositView(
        @Schema(required = true) UUID walletId,
        @Schema(required = true) String network,

        @Schema(description = "What the wallet can spend now; absent where the network could not say.")
        BigDecimal currentBalance,

        @Schema(description = "What was known before; absent where nothing was.")
        BigDecimal previousBalance,

        @Schema(required = true, description = "Whether a deposit was begun now.")
        boolean autoDepositTriggered,

        @Schema(description = "How much goes into the vault.")
        BigDecimal depositAmount,

        @Schema(description = "The deposit that was begun, or is under way; see /v1/deposits/{id}.")
        UUID depositId,

        @Schema(
                description = "Why nothing was begun.",
                enumeration = {
                    "rule_off",
                    "paused",
                    "no_income",
                    "cooling_down",
                    "day_cap_reached",
                    "at_floor",
                    "below_threshold",
                    "deposit_under_way",
                    "balance_outdated",
                    "dry_run",
                    "network_off",
                    "network_unavailable",
                    "no_account"
                })
        String reason) {}
