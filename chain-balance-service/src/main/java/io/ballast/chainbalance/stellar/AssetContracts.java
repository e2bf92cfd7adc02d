package io.ballast.chainbalance.stellar;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.stellar.sdk.Asset;
import org.stellar.sdk.Network;

/** Where the contracts of a network's assets are: that follows from the asset and the network's passphrase. */
final class AssetContracts {

    private final Network network;

    AssetContracts(String passphrase) {
        this.network = new Network(passphrase);
    }

    /** @param name {@code native} or {@code CODE:ISSUER} */
    String of(String name) {
        try {
            return Asset.create(name).getContractId(network);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
