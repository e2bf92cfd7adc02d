package io.ballast.ledger.balance;

/**
 * How a balance is written: digits, perhaps a minus before them and a fraction behind them; no exponent, no plus. It is looked
 * at once for every balance that is read.
 */
final class PlainDecimal {

    /** Of the largest amount that a long holds. */
    private static final int INTEGER_DIGITS = 19;

    /** The largest scale of an asset. */
    private static final int FRACTION_DIGITS = 18;

    private PlainDecimal() {}

    static boolean isWritten(String text) {
        int begin = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        return point < 0
                ? areDigits(text, begin, text.length(), INTEGER_DIGITS)
                : areDigits(text, begin, point, INTEGER_DIGITS)
                        && areDigits(text, point + 1, text.length(), FRACTION_DIGITS);
    }

    private static boolean areDigits(String text, int from, int to, int atMost) {
        if (from >= to || to - from > atMost) {
            return false;
        }
        for (int index = from; index < to; index++) {
            char digit = text.charAt(index);
            if (digit < '0' || digit > '9') {
                return false;
            }
        }
        return true;
    }
}
