package io.ballast.ledger.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The months of `ledger` are made before their entries come. */
@ConfigMapping(prefix = "ballast.partitions")
public interface PartitionConfig {

    /** How often, beginning at the start. */
    @WithDefault("24h")
    Duration interval();

    /** How many months after the current one there are partitions for; what no month was made for is slower, not lost. */
    @WithDefault("3")
    int monthsAhead();
}
