package io.ballast.autodeposit.credit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.rule.AlertRule;
import io.ballast.autodeposit.rule.DepositRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreditRulesTest {

    private static final String VAULT = "CVAULT";
    private static final String CHOSEN_VAULT = "CCHOSEN";
    private static final String OWN = "GOWN";
    private static final String NAMED = "GNAMED";

    @Test
    void incomeOfStrangersMayBeDeposited() {
        assertEquals(Eligibility.ELIGIBLE, eligibility("GSTRANGER", true));
        assertEquals(Eligibility.ELIGIBLE, eligibility(null, true));
    }

    @Test
    void whatTheVaultGivesBackIsNoIncomeWhateverTheRuleSays() {
        assertEquals(Eligibility.FROM_VAULT, eligibility(VAULT, true));
        assertEquals(Eligibility.FROM_VAULT, eligibility(CHOSEN_VAULT, true));
        assertEquals(Eligibility.FROM_VAULT, eligibility(VAULT, false));
    }

    @Test
    void roundTripsAreNoIncome() {
        assertEquals(Eligibility.FROM_OWN_ACCOUNT, eligibility(OWN, true));
        assertEquals(Eligibility.FROM_OWN_ACCOUNT, eligibility(NAMED, true));
    }

    @Test
    void incomeWhileTheRuleIsOffIsNeverDeposited() {
        assertEquals(Eligibility.RULE_OFF, eligibility("GSTRANGER", false));
    }

    private static Eligibility eligibility(String sender, boolean enabled) {
        Income income = new Income(
                new UUID(0, 1),
                "local",
                "1-1",
                Optional.ofNullable(sender),
                UsdcAmount.of("5"),
                "hash",
                7,
                Instant.EPOCH);
        DepositRule rule = new DepositRule(
                enabled,
                UsdcAmount.of("1"),
                UsdcAmount.ZERO,
                10_000,
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Optional.of(CHOSEN_VAULT),
                false,
                Set.of(NAMED),
                AlertRule.NONE,
                1);
        return CreditRules.eligibility(income, rule, Set.of(VAULT), Set.of(OWN));
    }
}
