package io.ballast.ledger.kind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A field that a kind of transaction tells more in. */
enum MetadataField {
    /** The stock that is traded. */
    SYMBOL(Form.SYMBOL),
    /** How many shares. */
    QUANTITY(Form.NUMBER),
    /** What one share costs. */
    PRICE(Form.NUMBER),
    /** What a donation is for. */
    PURPOSE(Form.TEXT),
    /** What a mission's reward is for. */
    MISSION(Form.TEXT),
    /** What is bought with a reward purchase. */
    REWARD(Form.TEXT);

    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_DECIMALS = 18;
    private static final Pattern SYMBOLS = Pattern.compile("[A-Z0-9][A-Z0-9.\\-]{0,15}");
    private static final Pattern TEXTS = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,140}");

    private final Form form;

    MetadataField(Form form) {
        this.form = form;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value as it is kept; empty if it is none of this field. */
    Optional<Object> read(Object value) {
        return switch (form) {
            case SYMBOL -> text(value, SYMBOLS);
            case TEXT -> text(value, TEXTS);
            case NUMBER -> number(value);
        };
    }

    /** What a value has to be, to be read after the field's name. */
    String rule() {
        return switch (form) {
            case SYMBOL -> "must be 1 to 16 capital letters, digits, dots and hyphens";
            case TEXT -> "must be a text of 1 to 140 characters without control characters";
            case NUMBER -> "must be a JSON number above zero, of at most 15 digits and 18 decimals";
        };
    }

    private static Optional<Object> text(Object value, Pattern pattern) {
        return value instanceof String text && pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** Size is judged by the exponent before any digit is written out. */
    private static Optional<Object> number(Object value) {
        return decimal(value)
                .filter(number -> number.signum() > 0)
                .filter(number -> (long) number.precision() - number.scale() <= MAX_INTEGER_DIGITS)
                .filter(number -> number.scale() <= MAX_DECIMALS)
                .map(number -> number.setScale(Math.max(0, number.scale())));
    }

    private static Optional<BigDecimal> decimal(Object value) {
        return switch (value) {
            case BigDecimal decimal -> Optional.of(decimal);
            case BigInteger whole -> Optional.of(new BigDecimal(whole));
            case Integer whole -> Optional.of(BigDecimal.valueOf(whole));
            case Long whole -> Optional.of(BigDecimal.valueOf(whole));
            case null, default -> Optional.empty();
        };
    }

    private enum Form {
        SYMBOL,
        NUMBER,
        TEXT
    }
}
