package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.problem.Problems;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a rule of what was asked for. */
final class RuleForm {

    private static final Pattern ADDRESS = Pattern.compile("[GC][A-Z2-7]{55}");

    private RuleForm() {}

    /**
     * The rule, or the problem that says what is wrong with it.
     *
     * @param vaults those that may be named
     */
    static DepositRule rule(RuleRequest request, Set<String> vaults) {
        if (request.enabled() == null) {
            throw Problems.invalidField("enabled", "is missing");
        }
        try {
            return new DepositRule(
                    request.enabled(),
                    amount("threshold", request.threshold()).orElse(DepositRule.OFF.threshold()),
                    amount("floor", request.floor()).orElse(DepositRule.OFF.floor()),
                    request.shareBasisPoints() == null ? DepositRule.WHOLE : request.shareBasisPoints(),
                    amount("capPerDeposit", request.capPerDeposit()),
                    amount("capPerDay", request.capPerDay()),
                    coolDown(request.coolDownSeconds()),
                    vault(request.vault(), vaults),
                    Boolean.TRUE.equals(request.dryRun()),
                    addresses(request.ownAddresses()),
                    new AlertRule(
                            amount("alertAmount", request.alertAmount()), Optional.ofNullable(request.alertPercent())),
                    0);
        } catch (IllegalArgumentException outOfBounds) {
            throw Problems.invalidRule(outOfBounds.getMessage());
        }
    }

    private static Duration coolDown(Long asked) {
        long most = DepositRule.LONGEST_COOL_DOWN.toSeconds();
        long seconds = asked == null ? 0 : asked;
        if (seconds < 0 || seconds > most) {
            throw Problems.invalidField("coolDownSeconds", "is not from 0 to " + most);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Optional<String> vault(String vault, Set<String> vaults) {
        if (vault != null && !vaults.contains(vault)) {
            throw Problems.invalidField("vault", "is none of this network's vaults");
        }
        return Optional.ofNullable(vault);
    }

    private static Set<String> addresses(List<String> asked) {
        List<String> named = asked == null ? List.of() : asked;
        if (named.size() > DepositRule.MOST_ADDRESSES
                || named.stream()
                        .anyMatch(address ->
                                address == null || !ADDRESS.matcher(address).matches())) {
            throw Problems.invalidField(
                    "ownAddresses", "is not a list of at most " + DepositRule.MOST_ADDRESSES + " Stellar addresses");
        }
        return new HashSet<>(named);
    }

    private static Optional<UsdcAmount> amount(String field, BigDecimal number) {
        if (number == null) {
            return Optional.empty();
        }
        UsdcAmount.refusal(number).ifPresent(reason -> {
            throw Problems.invalidField(field, "is no amount of USDC: " + reason);
        });
        return Optional.of(new UsdcAmount(number));
    }
}
