package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule as it is told. Amounts are USDC with at most seven fraction digits. */
@Schema(description = "How the income of one wallet moves itself into the vault.")
public record RuleView(
        @Schema(required = true) UUID walletId,
        @Schema(required = true) String account,
        @Schema(required = true) String network,

        @Schema(required = true, description = "Income that arrives while it is not is never deposited.")
        boolean enabled,

        @Schema(required = true, description = "The least that is deposited; smaller income gathers.")
        BigDecimal threshold,

        @Schema(required = true, description = "What stays in the wallet.")
        BigDecimal floor,

        @Schema(
                required = true,
                description = "Of the income, in hundredths of a percent.",
                minimum = "1",
                maximum = "10000")
        int shareBasisPoints,

        @Schema(description = "The most in one deposit.") BigDecimal capPerDeposit,
        @Schema(description = "The most within 24 hours.") BigDecimal capPerDay,

        @Schema(required = true, description = "The least time between two deposits.")
        long coolDownSeconds,

        @Schema(description = "The contract that takes the money; absent for the network's usual one.")
        String vault,

        @Schema(required = true, description = "Everything is decided and written down, and nothing is sent.")
        boolean dryRun,

        @Schema(required = true, description = "Accounts of the same owner: what they send is no income.")
        List<String> ownAddresses,

        @Schema(description = "From this change of the balance on, in either direction, the user is told.")
        BigDecimal alertAmount,

        @Schema(description = "The same in percent of the balance before.", minimum = "1", maximum = "1000")
        Integer alertPercent,

        @Schema(required = true, description = "Counts the changes; 0 where nobody has made a rule.")
        long version) {

    static RuleView of(RuledWallet wallet) {
        DepositRule rule = wallet.rule();
        return new RuleView(
                wallet.walletId(),
                wallet.account(),
                wallet.network(),
                rule.enabled(),
                rule.threshold().value(),
                rule.floor().value(),
                rule.shareBasisPoints(),
                rule.capPerDeposit().map(UsdcAmount::value).orElse(null),
                rule.capPerDay().map(UsdcAmount::value).orElse(null),
                rule.coolDown().toSeconds(),
                rule.vault().orElse(null),
                rule.dryRun(),
                rule.ownAddresses().stream().sorted().toList(),
                rule.alerts().amount().map(UsdcAmount::value).orElse(null),
                rule.alerts().percent().orElse(null),
                rule.version());
    }
}
