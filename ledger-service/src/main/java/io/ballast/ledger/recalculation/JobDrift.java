package io.ballast.ledger.recalculation;

import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account that a recalculation of all found wrong.
 *
 * @param missing whether the account has no balance and no entries to make one from; then only its backup is told
 */
public record JobDrift(
        UUID accountId,
        @Schema(examples = "USD") String asset,
        BigDecimal before,
        BigDecimal after,
        BigDecimal drift,
        BigDecimal backupBefore,

        @Schema(description = "What was stored as kept back; absent in reports that are older")
        BigDecimal heldBefore,

        @Schema(description = "What the open holds keep back; absent in reports that are older")
        BigDecimal held,

        long version,
        boolean missing) {

    static JobDrift of(Recalculation recalculation) {
        if (!recalculation.before().isMissing()) {
            RecalculationView view = RecalculationView.of(recalculation);
            return new JobDrift(
                    view.accountId(),
                    view.asset(),
                    view.before(),
                    view.after(),
                    view.drift(),
                    view.backupBefore(),
                    view.heldBefore(),
                    view.held(),
                    view.version(),
                    false);
        }
        return new JobDrift(
                recalculation.account().id(),
                recalculation.account().asset().code(),
                null,
                null,
                null,
                recalculation.account().asset().toDecimal(recalculation.before().backup()),
                null,
                null,
                0,
                true);
    }
}
