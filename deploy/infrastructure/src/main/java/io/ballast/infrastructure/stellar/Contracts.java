package io.ballast.infrastructure.stellar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stellar.sdk.Asset;
import org.stellar.sdk.Network;

/** The asset contracts of a network: each asset has one at an address that follows from both. */
public final class Contracts {

    private final Network network;
    private final Map<String, String> contracts = new ConcurrentHashMap<>();
    private final Map<String, String> assets = new ConcurrentHashMap<>();

    public Contracts(Network network) {
        this.network = network;
    }

    /** The address of the asset's contract. */
    public String ofAsset(String asset) {
        return contracts.computeIfAbsent(asset, this::derived);
    }

    /** The asset whose contract that is, if this network has ever moved or trusted it. */
    Optional<String> assetOf(String contract) {
        return Optional.ofNullable(assets.get(contract));
    }

    private String derived(String asset) {
        try {
            String contract = Asset.create(asset).getContractId(network);
            assets.put(contract, asset);
            return contract;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
