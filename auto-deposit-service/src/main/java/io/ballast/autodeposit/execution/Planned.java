package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.deposit.Plan;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What was decided for a wallet, and written.
 *
 * @param depositId of the deposit that began, or of the one that is under way
 * @param previous what was known to be in the wallet before, or empty where nothing was
 * @param now when, by the database's clock: the service's own may be off
 */
public record Planned(
        Plan plan, Optional<UUID> depositId, boolean dryRun, Optional<UsdcAmount> previous, Instant now) {}
