package io.ballast.ledger.account;

import io.ballast.ledger.security.Caller;

/** Who may see an account and spend from it: its user and the tenant's staff. */
public final class AccountAccess {

    private AccountAccess() {}

    public static boolean allows(Caller caller, Account account) {
        return caller.isStaff() || isOwner(caller, account);
    }

    public static boolean isOwner(Caller caller, Account account) {
        return account.owner().equals(Owner.user(caller.userId()));
    }
}
