package io.ballast.ledger.transfer;

import io.ballast.ledger.asset.RequestedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is asked to be moved between two accounts, in the asset that they hold. */
public record TransferRequest(
        @NotNull UUID fromAccountId,
        @NotNull UUID toAccountId,

        @Schema(
                implementation = BigDecimal.class,
                description = "Positive; a JSON number, or its digits as a string",
                examples = "25.00")
        @NotNull
        RequestedAmount amount,

        @Schema(description = "What both ends may read", examples = "dinner")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reference) {

    TransferDraft draft() {
        return new TransferDraft(fromAccountId, toAccountId, amount, reference);
    }
}
