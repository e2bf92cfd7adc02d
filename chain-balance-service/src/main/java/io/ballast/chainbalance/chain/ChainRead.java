package io.ballast.chainbalance.chain;

/** One question to a chain. */
public sealed interface ChainRead {

    /** The wallet's address in the chain's canonical form. */
    String address();

    Asset asset();

    /** How much the address holds. */
    record BalanceOf(String address, Asset asset) implements ChainRead {}

    /** How much {@code spender} may take from the address. */
    record AllowanceOf(String address, Asset asset, String spender) implements ChainRead {}
}
