package io.ballast.ledger.transfer;

import io.ballast.ledger.transaction.Entry;
import java.util.UUID;

/**
 * What a batch does to one account.
 *
 * @param previousVersion the version that it was decided on: nothing else may have come between
 * @param released smallest units that are held back no longer
 */
record AccountChange(UUID accountId, long previousVersion, long version, long balance, long released) {

    static AccountChange of(Entry entry, long released) {
        return new AccountChange(
                entry.account().id(), entry.version() - 1, entry.version(), entry.balanceAfter(), released);
    }

    AccountChange then(AccountChange later) {
        return new AccountChange(
                accountId, previousVersion, later.version, later.balance, Math.addExact(released, later.released));
    }
}
