package io.ballast.ledger.listing;

/** What came of reading the parameters of a list. */
sealed interface ParsedListing {

    /** They can be used. */
    record Usable(ListingQuery query) implements ParsedListing {}

    /**
     * One of them can not.
     *
     * @param message what is wrong, to be read after the parameter's name
     */
    record Unusable(String parameter, String message) implements ParsedListing {}
}
