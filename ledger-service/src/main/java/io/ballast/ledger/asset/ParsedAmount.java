package io.ballast.ledger.asset;

/** What came of reading an amount. */
public sealed interface ParsedAmount {

    /**
     * A usable amount.
     *
     * @param units the whole number of smallest units without its sign, more than zero
     */
    record Units(long units) implements ParsedAmount {}

    /**
     * An amount that can not be used.
     *
     * @param message what is wrong, to be read after the field's name
     */
    record Invalid(String message) implements ParsedAmount {}
}
