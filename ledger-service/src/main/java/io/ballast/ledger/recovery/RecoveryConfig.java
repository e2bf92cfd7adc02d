package io.ballast.ledger.recovery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How owners are told what their accounts hold after the ledger was restored. */
@ConfigMapping(prefix = "ballast.recovery")
public interface RecoveryConfig {

    /** How often each replica looks for accounts whose owners have to be told; {@code off} if it never shall. */
    @WithDefault("5s")
    String interval();

    /** How many accounts are locked, and told of, in one transaction. */
    @WithDefault("500")
    int accounts();
}
