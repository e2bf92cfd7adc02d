package io.ballast.ledger.asset;

/**
 * An amount as the client wrote it, before any rule was applied.
 *
 * @param text the digits of a JSON number or string; whatever else stood there is kept as a text that is no number
 */
public record RequestedAmount(String text) {}
