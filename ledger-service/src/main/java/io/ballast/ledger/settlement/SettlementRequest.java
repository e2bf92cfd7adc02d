package io.ballast.ledger.settlement;

import io.ballast.ledger.asset.RequestedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Purchases to be settled. Their own fields are judged one by one, in {@link SettlementRules}. */
public record SettlementRequest(
        @Schema(description = "The default asset if absent", examples = "USD") @Size(max = 16)
        String asset,

        @NotNull @Size(min = 1, max = MAX_PURCHASES) List<Item> purchases) {

    public static final int MAX_PURCHASES = 10_000;

    /** What was bought of a company. */
    public record Item(
            @Schema(description = "The company's account; or its companyId")
            UUID companyAccountId,

            @Schema(maxLength = 128, description = "The company; or its companyAccountId", examples = "company-7")
            String companyId,

            @Schema(required = true, maxLength = 140, description = "At most 140 characters", examples = "coffee")
            String product,

            @Schema(description = "How many, 1 if absent", examples = "2")
            Long quantity,

            @Schema(implementation = BigDecimal.class, description = "Of one; or the amount", examples = "3.50")
            RequestedAmount price,

            @Schema(implementation = BigDecimal.class, description = "Of all; or the price", examples = "7.00")
            RequestedAmount amount,

            @Schema(maxLength = 140, description = "Who bought, at most 140 characters; only counted")
            String buyer) {}
}
