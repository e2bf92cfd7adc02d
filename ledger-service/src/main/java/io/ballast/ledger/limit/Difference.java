package io.ballast.ledger.limit;

/**
 * One thing that a change makes different.
 *
 * @param what floor, ceiling or status
 * @param from as clients write it; null for no limit
 * @param to the same
 */
record Difference(String what, String from, String to) {}
