package io.ballast.chainbalance.wallet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the wallet registry. */
@ConfigMapping(prefix = "ballast.wallet")
public interface WalletConfig {

    /** How many wallets one owner may register. */
    @WithDefault("20")
    int maxPerOwner();
}
