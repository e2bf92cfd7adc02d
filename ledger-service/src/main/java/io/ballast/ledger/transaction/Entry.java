package io.ballast.ledger.transaction;

import io.ballast.ledger.account.Account;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * One signed line of a transaction on one account. The entries of a transaction sum to zero.
 *
 * @param version the account's version that this entry made
 * @param amount smallest units, never zero
 * @param balanceAfter smallest units, what the account held right after it
 */
public record Entry(UUID transactionId, Account account, long version, long amount, long balanceAfter) {

    public BigDecimal decimalAmount() {
        return account.asset().toDecimal(amount);
    }

    public BigDecimal decimalBalanceAfter() {
        return account.asset().toDecimal(balanceAfter);
    }

    public BigDecimal decimalBalanceBefore() {
        return account.asset().toDecimal(Math.subtractExact(balanceAfter, amount));
    }
}
