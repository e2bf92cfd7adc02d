package io.ballast.ledger.balance;

import java.math.BigDecimal;

/** A user's balance of the default asset, with the account's version that it belongs to. */
record CacheableBalance(String userId, BigDecimal balance, long version) {}
