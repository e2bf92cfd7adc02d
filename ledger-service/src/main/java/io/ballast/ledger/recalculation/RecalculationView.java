package io.ballast.ledger.recalculation;

import io.ballast.ledger.asset.Asset;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account's balance, recalculated. */
public record RecalculationView(
        UUID accountId,

        @Schema(examples = "USD") String asset,

        @Schema(description = "The balance that was stored", examples = "10001.00")
        BigDecimal before,

        @Schema(description = "The sum of the entries", examples = "10000.00")
        BigDecimal after,

        @Schema(description = "How much too much was stored", examples = "1.00")
        BigDecimal drift,

        @Schema(description = "The account's version now: that of its last entry", examples = "1")
        long version,

        @Schema(description = "The cached backup that was stored", examples = "10001.00")
        BigDecimal backupBefore,

        @Schema(description = "What was stored as kept back", examples = "20.00")
        BigDecimal heldBefore,

        @Schema(description = "What the open holds keep back", examples = "0.00")
        BigDecimal held,

        @Schema(description = "Whether anything had to be set right: balance, version, backup or what is held")
        boolean corrected) {

    static RecalculationView of(Recalculation recalculation) {
        Asset asset = recalculation.account().asset();
        return new RecalculationView(
                recalculation.account().id(),
                asset.code(),
                asset.toDecimal(recalculation.before().balance()),
                asset.toDecimal(recalculation.balance()),
                recalculation.drift().movePointLeft(asset.scale()).setScale(asset.scale()),
                recalculation.version(),
                asset.toDecimal(recalculation.before().backup()),
                asset.toDecimal(recalculation.before().held()),
                asset.toDecimal(recalculation.before().openHolds()),
                recalculation.isNeeded());
    }
}
