package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * From which change of a wallet's balance on its user wants to be told, in either direction; either bound is enough.
 *
 * @param amount more than nothing
 * @param percent of the balance before, 1 to 1,000; anything is much of nothing
 */
public record AlertRule(Optional<UsdcAmount> amount, Optional<Integer> percent) {

    /** Nobody is told. */
    public static final AlertRule NONE = new AlertRule(Optional.empty(), Optional.empty());

    static final int MOST_PERCENT = 1_000;

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    public AlertRule {
        if (amount.filter(UsdcAmount::isZero).isPresent()) {
            throw new IllegalArgumentException("alertAmount is more than 0");
        }
        if (percent.filter(value -> value < 1 || value > MOST_PERCENT).isPresent()) {
            throw new IllegalArgumentException("alertPercent is from 1 to " + MOST_PERCENT);
        }
    }

    /** Whether the step from one balance to the other is to be told. */
    public boolean isMuch(UsdcAmount before, UsdcAmount now) {
        BigInteger change = now.units().subtract(before.units()).abs();
        boolean byAmount =
                amount.filter(least -> change.compareTo(least.units()) >= 0).isPresent();
        boolean byPercent = percent.map(least -> BigInteger.valueOf(least))
                .filter(least ->
                        change.multiply(HUNDRED).compareTo(before.units().multiply(least)) >= 0)
                .isPresent();
        return change.signum() != 0 && (byAmount || byPercent);
    }
}
