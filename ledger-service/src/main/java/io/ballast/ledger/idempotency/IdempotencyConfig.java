package io.ballast.ledger.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers are kept. */
@ConfigMapping(prefix = "ballast.idempotency")
public interface IdempotencyConfig {

    /** How long a request can be repeated and is answered the same; not less than 24 hours. */
    @WithDefault("24h")
    Duration keep();

    /** How often older answers are removed; {@code off} leaves that to other replicas. */
    @WithDefault("10m")
    String interval();

    /** How many answers one database transaction removes at most. */
    @WithDefault("5000")
    int chunk();

    /** How many such transactions each tenant gets a run. */
    @WithDefault("200")
    int chunksPerRun();
}
