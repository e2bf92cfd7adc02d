package io.ballast.ledger.account;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An account and what it held at a moment.
 *
 * @param balance smallest units: the sum of the account's entries
 * @param held smallest units of it that holds keep back, zero or more
 * @param version how many entries the account has, without gaps; once the ledger was restored, a number that is raised by one with each
 * @param holdVersion how often {@code held} changed without an entry
 * @param asOf when this was true, by the database's clock, and not before the account's last change
 */
public record AccountState(Account account, long balance, long held, long version, long holdVersion, Instant asOf) {

    /** What can be spent, or held back, before the balance meets the floor; negative if it is below. */
    public long available() {
        return minus(balance, held);
    }

    /** How much more can leave the account. */
    public long spendable() {
        Long floor = account.limits().floor();
        return floor == null ? Long.MAX_VALUE : minus(available(), floor);
    }

    /** The balance that clients see. */
    public BigDecimal decimalBalance() {
        return account.asset().toDecimal(balance);
    }

    public BigDecimal decimalHeld() {
        return account.asset().toDecimal(held);
    }

    public BigDecimal decimalAvailable() {
        return account.asset().toDecimal(available());
    }

    /**
     * The state after one more entry.
     *
     * @param released how much of what was held the entry sets free
     */
    public AccountState after(long amount, long released) {
        return new AccountState(
                account,
                Math.addExact(balance, amount),
                Math.subtractExact(held, released),
                version + 1,
                holdVersion,
                asOf);
    }

    /** The state after so much more is held back, or less if negative, without an entry. */
    public AccountState holding(long more) {
        return new AccountState(account, balance, Math.addExact(held, more), version, holdVersion + 1, asOf);
    }

    /** The same state at a moment when it still holds. */
    public AccountState at(Instant moment) {
        return new AccountState(account, balance, held, version, holdVersion, moment);
    }

    /** At the ends of the range it is the end that counts. */
    private static long minus(long minuend, long subtrahend) {
        long difference = minuend - subtrahend;
        boolean overflows = ((minuend ^ subtrahend) & (minuend ^ difference)) < 0;
        if (!overflows) {
            return difference;
        }
        return minuend < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
