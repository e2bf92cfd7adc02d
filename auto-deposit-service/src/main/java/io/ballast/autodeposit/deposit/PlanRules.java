package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.credit.OpenCredit;
import io.ballast.autodeposit.deposit.Plan.Allocation;
import io.ballast.autodeposit.deposit.Plan.Nothing;
import io.ballast.autodeposit.deposit.Plan.Reason;
import io.ballast.autodeposit.rule.DepositRule;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides how much of a wallet's income goes into the vault now: never more than came in, than is there, or than is allowed. */
public final class PlanRules {

    /** Who lifts a pause has the wallets looked at; this is for those that were not reached. */
    private static final Duration PAUSED_LOOK = Duration.ofMinutes(10);

    private static final BigInteger WHOLE = BigInteger.valueOf(DepositRule.WHOLE);

    private PlanRules() {}

    public static Plan plan(PlanFacts facts) {
        UsdcAmount income = total(facts.credits());
        if (!facts.rule().enabled()) {
            return nothing(Reason.RULE_OFF);
        }
        if (facts.paused()) {
            return new Nothing(Reason.PAUSED, Optional.of(facts.now().plus(PAUSED_LOOK)));
        }
        if (income.isZero()) {
            return nothing(Reason.NO_INCOME);
        }
        if (facts.isOutdated()) {
            return new Nothing(Reason.BALANCE_OUTDATED, Optional.of(facts.now()));
        }
        Optional<Instant> warm = facts.lastAt().map(at -> at.plus(facts.rule().coolDown()));
        if (warm.filter(facts.now()::isBefore).isPresent()) {
            return new Nothing(Reason.COOLING_DOWN, warm);
        }
        return bounded(facts, income);
    }

    private static Plan bounded(PlanFacts facts, UsdcAmount income) {
        DepositRule rule = facts.rule();
        UsdcAmount wanted = share(income, rule.shareBasisPoints());
        UsdcAmount most = rule.capPerDeposit().map(wanted::min).orElse(wanted);
        if (most.compareTo(rule.threshold()) < 0) {
            return nothing(Reason.BELOW_THRESHOLD);
        }
        UsdcAmount today = rule.capPerDay()
                .map(cap -> most.min(cap.minusAtMost(facts.lastDay())))
                .orElse(most);
        if (today.compareTo(rule.threshold()) < 0) {
            return new Nothing(Reason.DAY_CAP_REACHED, facts.roomAt());
        }
        UsdcAmount amount = today.min(facts.available().minusAtMost(rule.floor()));
        return amount.compareTo(rule.threshold()) < 0
                ? nothing(Reason.AT_FLOOR)
                : new Plan.Deposit(
                        amount, allocations(facts.credits(), consumed(amount, income, rule.shareBasisPoints())));
    }

    /** Rounded down: a share is never more than was asked for. */
    private static UsdcAmount share(UsdcAmount income, int basisPoints) {
        return UsdcAmount.ofUnits(
                income.units().multiply(BigInteger.valueOf(basisPoints)).divide(WHOLE));
    }

    /** The income whose share the amount is, rounded up: what a share was taken of is not shared again. */
    private static UsdcAmount consumed(UsdcAmount amount, UsdcAmount income, int basisPoints) {
        BigInteger[] parts = amount.units().multiply(WHOLE).divideAndRemainder(BigInteger.valueOf(basisPoints));
        BigInteger units = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
        return share(income, basisPoints).equals(amount)
                ? income
                : UsdcAmount.ofUnits(units).min(income);
    }

    private static List<Allocation> allocations(List<OpenCredit> credits, UsdcAmount consumed) {
        List<Allocation> allocations = new ArrayList<>();
        UsdcAmount left = consumed;
        for (OpenCredit credit : credits) {
            UsdcAmount taken = credit.open().min(left);
            if (!taken.isZero()) {
                allocations.add(new Allocation(credit.id(), taken));
                left = left.minus(taken);
            }
        }
        return List.copyOf(allocations);
    }

    private static UsdcAmount total(List<OpenCredit> credits) {
        return credits.stream().map(OpenCredit::open).reduce(UsdcAmount.ZERO, UsdcAmount::plus);
    }

    private static Nothing nothing(Reason reason) {
        return new Nothing(reason, Optional.empty());
    }
}
