package io.ballast.ledger.kind;

import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.transaction.TransactionType;
import java.util.List;
import java.util.Set;

/**
 * What a kind of transaction needs to be asked for.
 *
 * @param sign of the amount, as the account sees it that the transaction belongs to
 * @param staffOnly whether only staff may ask for it
 * @param withSystem whether the system's account is the other end when none is named
 * @param counterparties whose accounts can be named as the other end
 * @param metadata what has to be told of it, all of it and nothing else
 */
record Kind(
        TransactionType type,
        Sign sign,
        boolean staffOnly,
        boolean withSystem,
        Set<OwnerType> counterparties,
        List<MetadataField> metadata) {

    boolean paysOut() {
        return sign == Sign.NEGATIVE;
    }

    /** Whether the amount has to be quantity × price. */
    boolean isTrade() {
        return metadata.contains(MetadataField.QUANTITY);
    }
}
