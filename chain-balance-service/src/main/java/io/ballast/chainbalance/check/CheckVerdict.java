package io.ballast.chainbalance.check;

import io.ballast.chainbalance.balance.AssetTotal;
import java.math.BigDecimal;

/** Whether funds suffice. */
sealed interface CheckVerdict {

    record Sufficient(AssetTotal total) implements CheckVerdict {}

    /**
     * @param shortfall what is missing, more than zero
     * @param awaitingFinality whether the newest balances suffice, and only have to become as final as was asked for
     */
    record Insufficient(AssetTotal total, BigDecimal shortfall, boolean awaitingFinality) implements CheckVerdict {}

    /** A wallet that would have to count was never read. */
    record Unknown() implements CheckVerdict {}

    /** The balance is older than the caller accepts. */
    record TooOld(AssetTotal total) implements CheckVerdict {}

    /** The owner has no wallet for the asset. */
    record NoWallet() implements CheckVerdict {}
}
