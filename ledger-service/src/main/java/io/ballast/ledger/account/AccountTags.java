package io.ballast.ledger.account;

import jakarta.ws.rs.core.EntityTag;

/** Tells one state of an account from another: what it holds, and what it may hold. */
public final class AccountTags {

    private AccountTags() {}

    /** The ETag of the account; the first number in it is the version, as in the balance's. */
    public static EntityTag of(AccountState state) {
        Account account = state.account();
        Limits limits = account.limits();
        return new EntityTag(state.version()
                + "-" + state.holdVersion()
                + "-" + account.status().wireName()
                + "-" + bound(limits.floor())
                + "-" + bound(limits.ceiling()));
    }

    private static String bound(Long units) {
        return units == null ? "none" : Long.toString(units, Character.MAX_RADIX);
    }
}
