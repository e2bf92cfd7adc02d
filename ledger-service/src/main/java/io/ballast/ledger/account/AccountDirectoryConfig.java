package io.ballast.ledger.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many accounts are remembered. */
@ConfigMapping(prefix = "ballast.account-directory")
public interface AccountDirectoryConfig {

    /** How many accounts' owners and assets are kept in memory; about 300 bytes each. */
    @WithDefault("100000")
    long size();
}
