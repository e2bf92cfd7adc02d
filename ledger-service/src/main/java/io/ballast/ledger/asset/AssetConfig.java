package io.ballast.ledger.asset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which asset is meant when none is named. */
@ConfigMapping(prefix = "ballast.asset")
public interface AssetConfig {

    /**
     * The asset of requests that name none, and of the cached balance. It must be in the table {@code default_assets}.
     */
    @WithDefault("USD")
    String defaultCode();
}
