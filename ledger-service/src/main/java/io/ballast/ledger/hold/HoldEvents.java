package io.ballast.ledger.hold;

import io.ballast.events.ledger.BalanceHeld;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import java.util.List;
import java.util.UUID;

/** What is told when an account keeps more or less back; of a system account nothing is. */
final class HoldEvents {

    static final String PLACED = "placed";
    static final String CAPTURED = "captured";
    static final String VOIDED = "voided";
    static final String EXPIRED = "expired";

    private HoldEvents() {}

    /**
     * The event, or none.
     *
     * @param after the account after the change
     * @param change smallest units that it keeps back more, or less if negative
     * @param holdId the hold, or null if it was several
     */
    static List<BalanceHeld> of(AccountState after, long change, String reason, UUID holdId) {
        Account account = after.account();
        if (account.isSystem() || change == 0) {
            return List.of();
        }
        return List.of(new BalanceHeld(
                account.owner().id(),
                account.owner().type().wireName(),
                account.id(),
                account.asset().code(),
                after.version(),
                after.holdVersion(),
                after.decimalBalance(),
                after.decimalHeld(),
                after.decimalAvailable(),
                account.asset().toDecimal(change),
                reason,
                holdId,
                after.asOf()));
    }
}
