package io.ballast.ledger.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long money is held back, and how what is due is set free. */
@ConfigMapping(prefix = "ballast.hold")
public interface HoldConfig {

    /** How long a hold lasts that does not say. */
    @WithDefault("7d")
    Duration defaultExpiry();

    /** How long a hold may last at most. */
    @WithDefault("366d")
    Duration maxExpiry();

    /** How often expired holds are looked for; {@code off} leaves that to other replicas. */
    @WithDefault("1s")
    String expiryInterval();

    /** How many expired holds of a tenant are set free in one database transaction, under the locks of their accounts. */
    @WithDefault("200")
    int expiryBatchSize();

    /** How many such transactions a tenant gets in one run; what is left has to wait for the next. */
    @WithDefault("50")
    int expiryBatches();
}
