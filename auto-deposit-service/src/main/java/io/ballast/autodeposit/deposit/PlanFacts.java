package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.credit.OpenCredit;
import io.ballast.autodeposit.rule.DepositRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that decides on the next deposit of a wallet, as of one moment.
 *
 * @param paused whether the tenant's deposits are paused
 * @param credits what may be deposited, the oldest first
 * @param available what the wallet can spend, as the chain says
 * @param isOutdated whether that was so in an older ledger than is known to have changed it
 * @param lastDay what was deposited, or is on its way, within the last 24 hours
 * @param roomAt when the oldest deposit of those falls out of the 24 hours
 * @param lastAt when the last deposit began
 */
public record PlanFacts(
        DepositRule rule,
        boolean paused,
        List<OpenCredit> credits,
        UsdcAmount available,
        boolean isOutdated,
        UsdcAmount lastDay,
        Optional<Instant> roomAt,
        Optional<Instant> lastAt,
        Instant now) {}
