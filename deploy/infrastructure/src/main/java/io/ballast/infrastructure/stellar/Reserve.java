package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;

/** What an account must keep of the native asset, and what it may spend. */
final class Reserve {

    static final long BASE = 5_000_000;

    private Reserve() {}

    static long of(int entries) {
        return (2L + entries) * BASE;
    }

    static long available(Account account) {
        return account.balance() - account.selling() - of(account.entries());
    }

    /** Whether the account can bear one more trustline or offer. */
    static boolean bearsOneMore(Account account) {
        return account.balance() - account.selling() >= of(account.entries() + 1);
    }
}
