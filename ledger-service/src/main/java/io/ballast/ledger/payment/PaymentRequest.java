package io.ballast.ledger.payment;

import io.ballast.ledger.asset.RequestedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user asks to be taken from their account. */
public record PaymentRequest(
        @Schema(
                implementation = BigDecimal.class,
                description = "Negative; a JSON number, or its digits as a string",
                examples = "-120.00")
        @NotNull
        RequestedAmount amount,

        @Schema(examples = "payment") @NotNull @Pattern(regexp = "payment", message = "must be payment")
        String type,

        @Schema(description = "The default asset if absent", examples = "USD") @Size(min = 2, max = 16)
        String asset,

        @Schema(description = "What the payment is for", examples = "booking-4711")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reference) {}
