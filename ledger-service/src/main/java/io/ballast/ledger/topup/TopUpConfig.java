package io.ballast.ledger.topup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long top-ups wait for a decision, and what becomes of those that get none. */
@ConfigMapping(prefix = "ballast.topup")
public interface TopUpConfig {

    /** How long after it was asked for a top-up can be decided, in whole seconds. */
    @WithDefault("7d")
    Duration expiresAfter();

    /** How often each replica looks for top-ups that have expired; {@code off} if it never shall. */
    @WithDefault("10s")
    String expiryInterval();

    /** How many top-ups of a tenant expire in one transaction. */
    @WithDefault("500")
    int expiryBatch();
}
