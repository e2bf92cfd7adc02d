package io.ballast.ledger.history;

/**
 * What an account held at a moment.
 *
 * @param version how many entries it had
 * @param balance smallest units
 */
record BalanceAt(long version, long balance) {}
