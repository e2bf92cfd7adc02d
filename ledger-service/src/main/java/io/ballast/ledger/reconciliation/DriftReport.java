package io.ballast.ledger.reconciliation;

import io.ballast.ledger.asset.Asset;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A drift that has not been resolved. */
public record DriftReport(
        UUID id,
        UUID accountId,

        @Schema(
                enumeration = {
                    "version-gap",
                    "running-balance",
                    "missing-balance",
                    "version",
                    "balance",
                    "backup",
                    "held"
                })
        String what,

        @Schema(description = "The version of the entry, or of the last one")
        long version,

        @Schema(
                description = "The amount, or the version, that the entries, or the open holds, tell",
                examples = "10000.00")
        BigDecimal expected,

        @Schema(description = "What is stored instead; absent if nothing is", examples = "10001.00")
        BigDecimal found,

        Instant foundAt) {

    static DriftReport of(UUID id, UUID accountId, Asset asset, Drift drift, Instant foundAt) {
        int scale = drift.kind().isOfAmounts() ? asset.scale() : 0;
        return new DriftReport(
                id,
                accountId,
                drift.kind().wireName(),
                drift.version(),
                drift.expected().movePointLeft(scale).setScale(scale),
                drift.found() == null
                        ? null
                        : drift.found().movePointLeft(scale).setScale(scale),
                foundAt);
    }
}
