package io.ballast.ledger.account;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An account and what it held at a moment.
 *
 * @param balance smallest units
 * @param version how many entries the account has, without gaps
 * @param asOf when this was true, by the database's clock
 */
public record AccountState(Account account, long balance, long version, Instant asOf) {

    /** The balance that clients see. */
    public BigDecimal decimalBalance() {
        return account.asset().toDecimal(balance);
    }

    /** The state after one more entry. */
    public AccountState after(long amount) {
        return new AccountState(account, Math.addExact(balance, amount), version + 1, asOf);
    }
}
