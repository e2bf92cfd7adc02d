package io.ballast.ledger.account;

/**
 * What the tables say an account holds and keeps back, whether its entries and holds agree or not.
 *
 * @param balance smallest units in {@code balances}; null if the account has no row there
 * @param version the version in {@code balances}; null if the account has no row there
 * @param backup smallest units in {@code accounts}: the cached backup of the balance
 * @param held smallest units that {@code balances} says are kept back; null if the account has no row there
 * @param openHolds smallest units that the account's open holds keep back
 */
public record StoredBalance(Account account, Long balance, Long version, long backup, Long held, long openHolds) {

    public boolean isMissing() {
        return balance == null;
    }

    /** Whether what is kept back is what the open holds come to; of a missing balance nothing is. */
    public boolean isHeldRight() {
        return held == null || held == openHolds;
    }
}
