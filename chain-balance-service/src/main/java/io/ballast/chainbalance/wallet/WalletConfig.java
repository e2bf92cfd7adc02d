package io.ballast.chainbalance.wallet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Bounds of the wallet registry. */
@ConfigMapping(prefix = "ballast.wallet")
public interface WalletConfig {

    /** How many wallets one owner may register. */
    @WithDefault("20")
    @Min(1)
    @Max(1000)
    int maxPerOwner();
}
