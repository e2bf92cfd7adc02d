package io.ballast.ledger.listing;

/** The parameters of a list as they stand in the query; each null if it is not there. */
record ListingParameters(
        String accountId,
        String type,
        String status,
        String from,
        String to,
        String reference,
        String limit,
        String cursor) {}
