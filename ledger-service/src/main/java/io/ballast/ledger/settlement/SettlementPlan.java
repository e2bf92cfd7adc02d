package io.ballast.ledger.settlement;

import io.ballast.ledger.asset.Asset;
import java.util.List;

/** What is to be done with a settlement. */
sealed interface SettlementPlan {

    /**
     * Every purchase can be settled.
     *
     * @param purchases how many
     * @param companies what each sold, in the order of the companies' ids
     */
    record Ready(Asset asset, int purchases, List<CompanySales> companies) implements SettlementPlan {}

    /**
     * At least one can not.
     *
     * @param flaws in the order of the request
     */
    record Flawed(List<Flaw> flaws) implements SettlementPlan {}
}
