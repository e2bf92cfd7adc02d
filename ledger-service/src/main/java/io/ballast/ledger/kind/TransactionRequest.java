package io.ballast.ledger.kind;

import io.ballast.ledger.asset.RequestedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A transaction of any kind that can be asked for. */
public record TransactionRequest(
        @Schema(
                implementation = BigDecimal.class,
                description = "As the account sees it: negative for what it pays, positive for a stock_sale and a"
                        + " mission_reward; a JSON number, or its digits as a string",
                examples = "-120.00")
        @NotNull
        RequestedAmount amount,

        @Schema(
                enumeration = {
                    "payment",
                    "transfer",
                    "donation",
                    "mission_reward",
                    "reward_purchase",
                    "stock_purchase",
                    "stock_sale"
                },
                examples = "payment")
        @NotNull
        @Pattern(regexp = Kinds.PATTERN, message = "must be a kind of transaction that can be asked for")
        String type,

        @Schema(description = "The default asset if absent, or that of accountId", examples = "USD")
        @Size(min = 2, max = 16)
        String asset,

        @Schema(description = "Whose transaction it is: the caller's own personal account if absent")
        UUID accountId,

        @Schema(description = "The other end: the system's account if absent, where the kind allows that")
        UUID counterpartyAccountId,

        @Schema(description = "What both ends may read", examples = "booking-4711")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reference,

        @Schema(
                description =
                        "What the kind asks for and nothing else. Stocks: symbol, quantity and price, and the amount is"
                                + " exactly quantity times price; donation: purpose; mission_reward: mission; reward_purchase: reward",
                examples = "{\"symbol\": \"BLST\", \"quantity\": 3, \"price\": 40.00}")
        Map<String, Object> metadata) {

    Map<String, Object> toldMetadata() {
        return metadata == null ? Map.of() : metadata;
    }

    /** The same text for the same metadata, in whatever order it was told. */
    String metadataText() {
        return new TreeMap<>(toldMetadata()).toString();
    }
}
