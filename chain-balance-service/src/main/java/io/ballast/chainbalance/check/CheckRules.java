package io.ballast.chainbalance.check;

import io.ballast.chainbalance.balance.AssetTotal;
import io.ballast.chainbalance.balance.Freshness;
import io.ballast.chainbalance.balance.Holdings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides whether what is held suffices for an amount. */
final class CheckRules {

    /** What the widest number on a chain has. */
    private static final int MAX_DIGITS = 78;

    private static final int MAX_DECIMALS = 36;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,31}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private CheckRules() {}

    static CheckVerdict decide(Holdings holdings, String asset, BigDecimal amount, Freshness freshness) {
        Optional<AssetTotal> total = holdings.of(asset);
        boolean isThere = holdings.newestOf(asset)
                .map(AssetTotal::amount)
                .filter(newest -> newest.compareTo(amount) >= 0)
                .isPresent();
        return total.isEmpty()
                ? new CheckVerdict.NoWallet()
                : decide(total.get(), amount, isThere, freshness, holdings.now());
    }

    private static CheckVerdict decide(
            AssetTotal total, BigDecimal amount, boolean isThere, Freshness freshness, Instant now) {
        if (total.amount() == null) {
            return new CheckVerdict.Unknown();
        }
        boolean tooOld = freshness
                .maxAge()
                .filter(age -> total.asOf().isBefore(now.minus(age)))
                .isPresent();
        if (tooOld) {
            return new CheckVerdict.TooOld(total);
        }
        BigDecimal left = total.amount().subtract(amount);
        return left.signum() >= 0
                ? new CheckVerdict.Sufficient(total)
                : new CheckVerdict.Insufficient(total, left.negate(), isThere);
    }

    /** Whether the amount can be one: more than zero, and of no more digits than a chain's number. */
    static boolean isAmount(BigDecimal amount) {
        return amount != null
                && amount.signum() > 0
                && amount.precision() <= MAX_DIGITS
                && amount.scale() <= MAX_DECIMALS
                && amount.scale() >= -MAX_DIGITS;
    }

    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    static boolean isSymbol(String text) {
        return text != null && SYMBOL.matcher(text).matches();
    }
}
