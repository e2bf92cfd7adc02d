package io.ballast.ledger.balance;

/** What of a {@code balance_updated} says whether it is news. */
record ToldEvent(String userId, String asset, long version) {}
