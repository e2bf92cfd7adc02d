package io.ballast.ledger.asset;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Turns what a client wrote into smallest units, exactly or not at all. */
public final class AmountRules {

    /**
     * The largest amount of one transaction: 15 digits, which every client reads without loss. What
     * an account can hold is bounded by the posting rules.
     */
    public static final long MAX_UNITS = 999_999_999_999_999L;

    private static final int MAX_LENGTH = 40;
    private static final int MAX_EXPONENT_DIGITS = 3;
    private static final Pattern NUMBER =
            Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1," + MAX_EXPONENT_DIGITS + "})?");

    private static final ParsedAmount NO_NUMBER = new ParsedAmount.Invalid("must be a decimal number");

    private AmountRules() {}

    /**
     * Reads an amount of the asset: plain digits, or a JSON number with an exponent. Zeros behind the last decimal of the
     * asset do no harm, other digits there do.
     */
    public static ParsedAmount parse(RequestedAmount requested, Asset asset, Sign sign) {
        String text = requested.text();
        if (!isNumber(text)) {
            return NO_NUMBER;
        }
        return inUnits(new BigDecimal(text).stripTrailingZeros(), asset, sign);
    }

    /** Reads a limit of an account of the asset: an amount that may also be zero, or negative. */
    public static ParsedAmount parseLimit(RequestedAmount requested, Asset asset) {
        String text = requested.text();
        if (!isNumber(text)) {
            return NO_NUMBER;
        }
        return inUnits(new BigDecimal(text).stripTrailingZeros(), asset);
    }

    private static boolean isNumber(String text) {
        return text.length() <= MAX_LENGTH && NUMBER.matcher(text).matches();
    }

    private static ParsedAmount inUnits(BigDecimal amount, Asset asset, Sign sign) {
        if (amount.signum() != sign.signum()) {
            return new ParsedAmount.Invalid("must be " + sign.words());
        }
        return inUnits(amount.abs(), asset);
    }

    private static ParsedAmount inUnits(BigDecimal amount, Asset asset) {
        if (amount.scale() > asset.scale()) {
            return new ParsedAmount.Invalid("must not have more than " + asset.scale() + " decimals");
        }
        BigDecimal units = amount.movePointRight(asset.scale());
        if (units.abs().compareTo(BigDecimal.valueOf(MAX_UNITS)) > 0) {
            return new ParsedAmount.Invalid(
                    "must not exceed " + asset.toDecimal(MAX_UNITS).toPlainString());
        }
        return new ParsedAmount.Units(units.longValueExact());
    }

    /** On which side of zero an amount has to be. */
    public enum Sign {
        POSITIVE(1, "more than zero"),
        NEGATIVE(-1, "less than zero");

        private final int signum;
        private final String words;

        Sign(int signum, String words) {
            this.signum = signum;
            this.words = words;
        }

        int signum() {
            return signum;
        }

        String words() {
            return words;
        }
    }
}
