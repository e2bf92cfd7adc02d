package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What is to happen with a wallet's income now, decided by {@link PlanRules}. */
public sealed interface Plan {

    /**
     * So much goes into the vault.
     *
     * @param allocations the credits that this uses up, together at least the amount
     */
    record Deposit(UsdcAmount amount, List<Allocation> allocations) implements Plan {}

    /** What a deposit takes of one credit. */
    record Allocation(UUID creditId, UsdcAmount consumed) {}

    /**
     * Nothing now.
     *
     * @param lookAgainAt when time alone will have changed that, or empty where something else must happen first
     */
    record Nothing(Reason reason, Optional<Instant> lookAgainAt) implements Plan {}

    /** Why nothing is deposited. */
    enum Reason {
        RULE_OFF,
        PAUSED,
        NO_INCOME,
        COOLING_DOWN,
        DAY_CAP_REACHED,
        AT_FLOOR,
        BELOW_THRESHOLD,
        DEPOSIT_UNDER_WAY,
        BALANCE_OUTDATED;

        /** The name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
