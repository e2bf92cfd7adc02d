package io.ballast.autodeposit.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A rule as it is asked for; it replaces the one before as a whole. Whoever reads a rule may send it back changed: whose it is
 * stands in the path and is passed over here.
 */
@JsonIgnoreProperties({"walletId", "account", "network"})
@Schema(description = "The whole rule; what is left out is as if there were no rule yet.")
public record RuleRequest(
        @Schema(required = true) Boolean enabled,
        @Schema(description = "1 where it is left out.") BigDecimal threshold,
        @Schema(description = "0 where it is left out.") BigDecimal floor,

        @Schema(description = "10000 (all) where it is left out.", minimum = "1", maximum = "10000")
        Integer shareBasisPoints,

        BigDecimal capPerDeposit,
        BigDecimal capPerDay,
        Long coolDownSeconds,

        @Schema(description = "One of the network's vaults.", maxLength = 56)
        String vault,

        Boolean dryRun,
        @Schema(maxItems = DepositRule.MOST_ADDRESSES) List<String> ownAddresses,

        @Schema(
                description =
                        "From this change of the balance on, in either direction, the user is told; absent for not by amount.")
        BigDecimal alertAmount,

        @Schema(
                description = "The same in percent of the balance before; absent for not by percent.",
                minimum = "1",
                maximum = "1000")
        Integer alertPercent,

        @Schema(description = "The version that this one replaces; where it is another by now, nothing changes (409).")
        Long version) {}
