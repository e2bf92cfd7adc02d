package io.ballast.ledger.exchange;

import io.ballast.ledger.asset.RequestedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** So much of one asset for so much of another. */
public record ExchangeRequest(
        @NotNull UUID fromAccountId,
        @NotNull UUID toAccountId,

        @Schema(
                implementation = BigDecimal.class,
                description = "What leaves the first account, in its asset; positive",
                examples = "100.00")
        @NotNull
        RequestedAmount amount,

        @Schema(
                implementation = BigDecimal.class,
                description = "What the second account gets, in its asset; positive",
                examples = "92.50")
        @NotNull
        RequestedAmount toAmount,

        @Schema(description = "What both ends may read", examples = "for the journey")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reference) {

    List<UUID> accountIds() {
        return List.of(fromAccountId, toAccountId);
    }
}
