package io.ballast.autodeposit.snapshot;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A snapshot about to be written; id and change come from the database.
 *
 * @param previousBalance the balance known before, or empty at the first observation
 * @param createdAt when it was taken; a wallet's snapshots follow each other in time
 */
public record NewSnapshot(
        UUID walletId,
        String userId,
        UsdcAmount balance,
        Optional<UsdcAmount> previousBalance,
        SnapshotType type,
        OffsetDateTime createdAt) {}
