package io.ballast.ledger.recalculation;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.StoredBalance;
import java.math.BigDecimal;

/**
 * What an account's entries come to, beside what was stored of it. The entries are right.
 *
 * @param before what was stored; its balance may be missing
 * @param entries the sum of all entries, read under the account's lock
 */
public record Recalculation(StoredBalance before, EntryPosition entries) {

    public Account account() {
        return before.account();
    }

    /**
     * Smallest units that the account holds.
     *
     * @throws ArithmeticException if the entries come to more than a balance can hold
     */
    public long balance() {
        return entries.balance().longValueExact();
    }

    public long version() {
        return entries.version();
    }

    /** Smallest units that were stored too much, or too little if negative. */
    public BigDecimal drift() {
        return BigDecimal.valueOf(before.balance()).subtract(entries.balance());
    }

    /** Whether what was stored, its backup, or what is kept back has to be set right. */
    public boolean isNeeded() {
        return before.balance() != balance()
                || before.version() != version()
                || before.backup() != balance()
                || !before.isHeldRight();
    }
}
