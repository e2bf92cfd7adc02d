package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.WalletRole;
import java.util.Optional;
import java.util.Set;

/**
 * A configured asset.
 *
 * @param asset what can be spent of it
 * @param total everything that an account has of it, where that is read beside it
 * @param name {@code native} or {@code CODE:ISSUER}
 * @param contract whose events tell of its movements
 * @param roles the wallets whose balance of it is read
 */
record StellarAsset(Asset asset, Optional<Asset> total, String name, String contract, Set<WalletRole> roles) {

    static final String NATIVE = "native";

    /** Every asset of Stellar has as many. */
    static final int DECIMALS = 7;

    boolean isNative() {
        return name.equals(NATIVE);
    }

    /** Who issues it; there is none of the native asset. */
    Optional<String> issuer() {
        return isNative() ? Optional.empty() : Optional.of(name.substring(name.indexOf(':') + 1));
    }

    boolean has(Asset other) {
        return asset.equals(other) || total.filter(other::equals).isPresent();
    }
}
