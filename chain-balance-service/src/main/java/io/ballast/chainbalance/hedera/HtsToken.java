package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.WalletRole;
import java.util.Optional;
import java.util.Set;

/**
 * What is read on a Hedera network: HBAR or a token of its token service.
 *
 * @param id the token's id; empty for HBAR
 * @param roles the wallets whose balance of it is read
 */
record HtsToken(Asset asset, Optional<String> id, Set<WalletRole> roles) {

    private static final int TINYBAR_DECIMALS = 8;

    static HtsToken hbar(Set<WalletRole> roles) {
        return new HtsToken(new Asset("HBAR", TINYBAR_DECIMALS), Optional.empty(), roles);
    }
}
