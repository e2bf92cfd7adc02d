package io.ballast.ledger.asset;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What accounts can hold from now on. */
public record NewAssetRequest(
        @Schema(examples = "EUR")
        @NotNull
        @Pattern(regexp = AssetRules.CODE, message = "must be 2 to 16 capital letters and digits")
        String code,

        @Schema(description = "How many decimals an amount has", examples = "2")
        @NotNull
        @Min(0)
        @Max(AssetRules.MAX_SCALE)
        Integer scale,

        @Schema(examples = "Euro")
        @NotNull
        @Size(min = 1, max = AssetRules.MAX_NAME)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String name) {

    Asset asset() {
        return new Asset(code, scale, name);
    }
}
