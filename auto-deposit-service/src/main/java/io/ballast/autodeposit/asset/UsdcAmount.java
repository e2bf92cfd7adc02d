package io.ballast.autodeposit.asset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An amount of USDC on Stellar: never negative, always with seven fraction digits, and within the reference's column
 * type {@code numeric(20, 7)}, so what is held here can be stored without rounding.
 */
public record UsdcAmount(BigDecimal value) implements Comparable<UsdcAmount> {

    /** Stellar counts every asset in ten-millionths. */
    public static final int SCALE = 7;

    /** Digits before the point that {@code numeric(20, 7)} has room for. */
    public static final int WHOLE_DIGITS = 13;

    public UsdcAmount {
        refusal(value).ifPresent(UsdcAmount::refuse);
        value = value.setScale(SCALE, RoundingMode.UNNECESSARY);
    }

    /** Nothing. */
    public static final UsdcAmount ZERO = new UsdcAmount(BigDecimal.ZERO);

    /** The amount of so many ten-millionths. */
    public static UsdcAmount ofUnits(BigInteger units) {
        return new UsdcAmount(new BigDecimal(units, SCALE));
    }

    /** The amount that a number written in decimals, for example {@code 12.5}, stands for. */
    public static UsdcAmount of(String decimal) {
        return new UsdcAmount(new BigDecimal(decimal));
    }

    /** Why a number is no such amount, or empty if it is one. Nothing is ever rounded to make it fit. */
    public static Optional<String> refusal(BigDecimal number) {
        if (number == null) {
            return Optional.of("the amount is missing");
        }
        if (number.signum() < 0) {
            return Optional.of("the amount is negative");
        }
        if (number.signum() > 0 && (long) number.precision() - number.scale() > WHOLE_DIGITS) {
            return Optional.of("the amount has more than " + WHOLE_DIGITS + " digits before the point");
        }
        if (number.stripTrailingZeros().scale() > SCALE) {
            return Optional.of("the amount has more than " + SCALE + " digits after the point");
        }
        return Optional.empty();
    }

    /** What is left of this amount without the smaller one. */
    public UsdcAmount minus(UsdcAmount smaller) {
        return new UsdcAmount(value.subtract(smaller.value));
    }

    public UsdcAmount plus(UsdcAmount other) {
        return new UsdcAmount(value.add(other.value));
    }

    /** What is left without the other, or nothing where the other is more. */
    public UsdcAmount minusAtMost(UsdcAmount other) {
        return compareTo(other) > 0 ? minus(other) : ZERO;
    }

    public UsdcAmount min(UsdcAmount other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    /** The same in ten-millionths, as the network counts. */
    public BigInteger units() {
        return value.unscaledValue();
    }

    @Override
    public int compareTo(UsdcAmount other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }

    private static void refuse(String reason) {
        throw new IllegalArgumentException(reason);
    }
}
