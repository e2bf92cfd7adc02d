package io.ballast.ledger.hold;

import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.security.Caller;

/**
 * Who may do what with a hold. Both its ends see it, and both may void it: the payer takes the promise back, the payee gives
 * the claim up. Only the payee captures: who has promised money can not take it as taken. Staff may do all for everyone; only
 * they capture for the system account.
 */
final class HoldAccess {

    private HoldAccess() {}

    static boolean maySee(Caller caller, Hold hold) {
        return AccountAccess.allows(caller, hold.account()) || AccountAccess.allows(caller, hold.payee());
    }

    static boolean mayVoid(Caller caller, Hold hold) {
        return maySee(caller, hold);
    }

    static boolean mayCapture(Caller caller, Hold hold) {
        return AccountAccess.allows(caller, hold.payee());
    }
}
