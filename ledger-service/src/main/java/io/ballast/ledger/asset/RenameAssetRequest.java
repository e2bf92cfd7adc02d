package io.ballast.ledger.asset;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The one thing about an asset that can change. */
public record RenameAssetRequest(
        @Schema(examples = "Euro")
        @NotNull
        @Size(min = 1, max = AssetRules.MAX_NAME)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String name) {}
