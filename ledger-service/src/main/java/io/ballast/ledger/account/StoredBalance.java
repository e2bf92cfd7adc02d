package io.ballast.ledger.account;

/**
 * What the tables say an account holds, whether its entries agree or not.
 *
 * @param balance smallest units in {@code balances}; null if the account has no row there
 * @param version the version in {@code balances}; null if the account has no row there
 * @param backup smallest units in {@code accounts}: the cached backup of the balance
 */
public record StoredBalance(Account account, Long balance, Long version, long backup) {

    public boolean isMissing() {
        return balance == null;
    }
}
