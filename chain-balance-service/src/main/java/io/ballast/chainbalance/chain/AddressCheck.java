package io.ballast.chainbalance.chain;

/** Whether a text is an address of a chain. */
public sealed interface AddressCheck {

    /** @param canonical the one form in which this address is stored and compared */
    record Valid(String canonical) implements AddressCheck {}

    /** @param reason what is wrong, in words that a client may see */
    record Refused(String reason) implements AddressCheck {}
}
