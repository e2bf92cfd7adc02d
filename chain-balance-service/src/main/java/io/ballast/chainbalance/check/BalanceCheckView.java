package io.ballast.chainbalance.check;

import io.ballast.chainbalance.balance.AssetTotal;
import io.ballast.chainbalance.balance.Status;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to a check.
 *
 * @param balance what all wallets that count hold together
 * @param shortfall what is missing; zero if nothing is
 * @param awaitingFinality whether it is not sufficient only because the newest balances are not so final yet
 * @param asOf when the oldest of the wallets' balances was true
 * @param status the worst of the wallets' statuses: FRESH, STALE, LAST_KNOWN or ABSENT
 */
@Schema(name = "BalanceCheck")
public record BalanceCheckView(
        String ownerType,
        String ownerId,
        String asset,
        BigDecimal amount,
        boolean sufficient,
        BigDecimal balance,
        BigDecimal shortfall,
        boolean awaitingFinality,
        Instant asOf,
        Status status,
        boolean stale,
        boolean updating,
        boolean live) {

    static BalanceCheckView of(
            BalanceChecks.Check check,
            BalanceChecks.Answer answer,
            AssetTotal total,
            BigDecimal missing,
            boolean awaitingFinality) {
        return new BalanceCheckView(
                check.owner().type().code(),
                check.owner().id(),
                check.asset(),
                check.amount(),
                missing.signum() == 0,
                total.amount(),
                missing,
                awaitingFinality,
                total.asOf(),
                total.status(),
                total.stale(),
                answer.holdings().updating(),
                answer.holdings().live());
    }
}
