package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainNetwork;

/**
 * A sequence of blocks or events that a cursor goes along.
 *
 * @param name unique within the network, for example {@code transfers}
 */
public record CreditStream(ChainNetwork network, String name) {

    /** The stream along the blocks of a chain that can take some back. */
    public static final String TRANSFERS = "transfers";

    @Override
    public String toString() {
        return network + "/" + name;
    }
}
