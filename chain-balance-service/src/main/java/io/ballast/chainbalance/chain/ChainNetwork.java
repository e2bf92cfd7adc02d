package io.ballast.chainbalance.chain;

/**
 * One network of one chain.
 *
 * @param chain {@code evm}, later {@code stellar} and {@code hedera}
 * @param network the network's name in the configuration, for example {@code polygon}
 */
public record ChainNetwork(String chain, String network) {

    @Override
    public String toString() {
        return chain + "/" + network;
    }
}
