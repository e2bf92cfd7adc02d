package io.ballast.ledger.balance;

import java.math.BigDecimal;

/** A user's balance of the default asset, with the account's version that it belongs to. */
record CacheableBalance(String tenant, String userId, BigDecimal balance, long version) {

    /** The newer of two balances of the same user. */
    CacheableBalance newer(CacheableBalance other) {
        return other.version > version ? other : this;
    }
}
