package io.ballast.ledger.topup;

import io.ballast.ledger.asset.RequestedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user asks to be added to their account. */
public record TopUpRequest(
        @Schema(
                implementation = BigDecimal.class,
                description = "Positive; a JSON number, or its digits as a string",
                examples = "50.00")
        @NotNull
        RequestedAmount amount,

        @Schema(description = "The default asset if absent", examples = "USD") @Size(min = 2, max = 16)
        String asset,

        @Schema(description = "What it is for, or what the payer wrote", examples = "bank transfer 4711")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reference) {}
