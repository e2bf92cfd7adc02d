package io.ballast.ledger.recalculation;

import io.ballast.ledger.asset.Asset;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A balance that an account was given. */
public record SyncedBalanceView(
        UUID accountId,

        @Schema(examples = "USD") String asset,
        @Schema(examples = "10000.00") BigDecimal balance,
        @Schema(examples = "1") long version,

        @Schema(
                enumeration = {"entries", "backup"},
                description = "Where the balance comes from")
        String source,

        @Schema(description = "What the cached backup said", examples = "10000.00")
        BigDecimal backupBefore,

        @Schema(description = "How much more than the balance that was", examples = "0.00")
        BigDecimal difference) {

    static SyncedBalanceView of(SyncedBalance synced) {
        Asset asset = synced.state().account().asset();
        BigDecimal backup = asset.toDecimal(synced.backup());
        return new SyncedBalanceView(
                synced.state().account().id(),
                asset.code(),
                synced.state().decimalBalance(),
                synced.state().version(),
                synced.fromBackup() ? "backup" : "entries",
                backup,
                backup.subtract(synced.state().decimalBalance()));
    }
}
