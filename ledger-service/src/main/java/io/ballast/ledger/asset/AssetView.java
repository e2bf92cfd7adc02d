package io.ballast.ledger.asset;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An asset as clients see it. */
public record AssetView(
        @Schema(examples = "EUR") String code,

        @Schema(description = "How many decimals an amount has; it never changes", examples = "2")
        int scale,

        @Schema(examples = "Euro") String name) {

    static AssetView of(Asset asset) {
        return new AssetView(asset.code(), asset.scale(), asset.name());
    }
}
