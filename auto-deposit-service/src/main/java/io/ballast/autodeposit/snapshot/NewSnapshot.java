package io.ballast.autodeposit.snapshot;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.Optional;
import java.util.UUID;

/**
 * A snapshot about to be written; id, change and time come from the database.
 *
 * @param previousBalance the balance known before, or empty at the first observation
 */
public record NewSnapshot(
        UUID walletId, String userId, UsdcAmount balance, Optional<UsdcAmount> previousBalance, SnapshotType type) {}
