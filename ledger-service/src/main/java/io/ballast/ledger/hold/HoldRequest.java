package io.ballast.ledger.hold;

import io.ballast.ledger.asset.RequestedAmount;
import io.ballast.ledger.transaction.TransactionType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is asked to be held back. */
public record HoldRequest(
        @NotNull UUID accountId,

        @Schema(
                implementation = BigDecimal.class,
                description = "Positive; a JSON number, or its digits as a string",
                examples = "120.00")
        @NotNull
        RequestedAmount amount,

        @Schema(
                description =
                        "Who is paid by a capture; the system account if absent, but a transfer and a donation need one")
        UUID toAccountId,

        @Schema(
                description = "What its captures become; payment if absent",
                enumeration = {"payment", "transfer", "donation"},
                examples = "payment")
        @Pattern(regexp = HoldRequest.TYPES, message = "must be one of " + HoldRequest.TYPES)
        String type,

        @Schema(description = "Seconds until it expires; instead of expiresAt", examples = "3600") @Positive
        Long expiresIn,

        @Schema(description = "When it expires; instead of expiresIn")
        Instant expiresAt,

        @Schema(description = "What both ends may read", examples = "booking-4711")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reference) {

    static final String TYPES = "payment|transfer|donation";

    TransactionType transactionType() {
        return type == null ? TransactionType.PAYMENT : TransactionType.ofWireName(type);
    }
}
