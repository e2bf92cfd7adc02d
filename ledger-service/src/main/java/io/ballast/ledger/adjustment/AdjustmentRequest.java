package io.ballast.ledger.adjustment;

import io.ballast.ledger.asset.RequestedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A correction of what an account holds. */
public record AdjustmentRequest(
        @NotNull UUID accountId,

        @Schema(
                implementation = BigDecimal.class,
                description = "As the account sees it, not zero; a JSON number, or its digits as a string",
                examples = "-12.50")
        @NotNull
        RequestedAmount amount,

        @Schema(description = "The owner may read it", examples = "interest of March, booked twice")
        @NotNull
        @Size(min = 1, max = 140)
        @Pattern(regexp = "(?=.*\\S)\\P{Cntrl}*", message = "must be a text without control characters")
        String reason,

        @Schema(description = "What both ends may read", examples = "case-4711")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reference) {}
