package io.ballast.ledger.asset;

/** What came of reading an amount. */
public sealed interface ParsedAmount {

    /**
     * A usable amount.
     *
     * @param units the whole number of smallest units: of an amount without its sign, more than zero; of a limit as it is
     */
    record Units(long units) implements ParsedAmount {}

    /**
     * An amount that can not be used.
     *
     * @param message what is wrong, to be read after the field's name
     */
    record Invalid(String message) implements ParsedAmount {}
}
