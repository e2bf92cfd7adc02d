package io.ballast.ledger.listing;

/**
 * A page of transactions that is asked for.
 *
 * @param after the last place of the page before, or null for the first page
 * @param limit how many transactions at most
 */
record ListingQuery(ListingFilter filter, Position after, int limit) {}
