package io.ballast.autodeposit.credit;

import io.ballast.autodeposit.rule.DepositRule;
import java.util.Set;

/** Decides which income may move into the vault. */
public final class CreditRules {

    private CreditRules() {}

    /**
     * Where the money comes from is looked at before whether the rule is on, so that what is written down stays true when
     * the rule changes.
     *
     * @param vaults the contracts that deposits go to
     * @param ownAccounts the accounts of all wallets of the same user
     */
    public static Eligibility eligibility(
            Income income, DepositRule rule, Set<String> vaults, Set<String> ownAccounts) {
        if (income.sender()
                .filter(sender -> vaults.contains(sender)
                        || rule.vault().filter(sender::equals).isPresent())
                .isPresent()) {
            return Eligibility.FROM_VAULT;
        }
        if (income.sender()
                .filter(sender ->
                        ownAccounts.contains(sender) || rule.ownAddresses().contains(sender))
                .isPresent()) {
            return Eligibility.FROM_OWN_ACCOUNT;
        }
        return rule.enabled() ? Eligibility.ELIGIBLE : Eligibility.RULE_OFF;
    }
}
