package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the income of one wallet moves itself into the vault.
 *
 * @param enabled income that arrives while it is not is never deposited, also not later
 * @param threshold the least that is worth a deposit; smaller income gathers until it is reached
 * @param floor what stays in the wallet whatever comes in
 * @param shareBasisPoints how much of the income is deposited, 1 to 10,000 hundredths of a percent
 * @param capPerDay the most within 24 hours
 * @param coolDown the least time between two deposits
 * @param vault the contract that takes the money; the network's usual one where it is empty
 * @param dryRun everything is decided and written down, and nothing is sent
 * @param ownAddresses accounts of the same owner: what they send is no income
 * @param alerts from which change of the balance on the user wants to be told, whether the rule is enabled or not
 * @param version counts the changes from 1; 0 where nobody has said anything
 */
public record DepositRule(
        boolean enabled,
        UsdcAmount threshold,
        UsdcAmount floor,
        int shareBasisPoints,
        Optional<UsdcAmount> capPerDeposit,
        Optional<UsdcAmount> capPerDay,
        Duration coolDown,
        Optional<String> vault,
        boolean dryRun,
        Set<String> ownAddresses,
        AlertRule alerts,
        long version) {

    /** All of the income. */
    public static final int WHOLE = 10_000;

    /** The longest pause that can be asked for. */
    public static final Duration LONGEST_COOL_DOWN = Duration.ofDays(30);

    /** So many own addresses can be named at most. */
    public static final int MOST_ADDRESSES = 20;

    /** What holds where nobody has said anything: nothing moves. */
    public static final DepositRule OFF = new DepositRule(
            false,
            UsdcAmount.of("1"),
            UsdcAmount.ZERO,
            WHOLE,
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            false,
            Set.of(),
            AlertRule.NONE,
            0);

    public DepositRule {
        require(!threshold.isZero(), "threshold is more than 0");
        require(shareBasisPoints >= 1 && shareBasisPoints <= WHOLE, "shareBasisPoints is from 1 to 10000");
        require(
                capPerDeposit.map(cap -> cap.compareTo(threshold) >= 0).orElse(true),
                "capPerDeposit is at least the threshold");
        require(
                capPerDay.map(cap -> cap.compareTo(threshold) >= 0).orElse(true),
                "capPerDay is at least the threshold");
        require(
                !coolDown.isNegative() && coolDown.compareTo(LONGEST_COOL_DOWN) <= 0,
                "coolDownSeconds is from 0 to 30 days");
        require(ownAddresses.size() <= MOST_ADDRESSES, "ownAddresses are at most " + MOST_ADDRESSES);
        ownAddresses = Set.copyOf(ownAddresses);
    }

    /** The same as the next change. */
    public DepositRule next(long newVersion) {
        return new DepositRule(
                enabled,
                threshold,
                floor,
                shareBasisPoints,
                capPerDeposit,
                capPerDay,
                coolDown,
                vault,
                dryRun,
                ownAddresses,
                alerts,
                newVersion);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
