package io.ballast.autodeposit.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How long snapshots are kept one by one. */
@ConfigMapping(prefix = "ballast.history")
public interface RetentionConfig {

    /** Days (UTC) that ended longer ago than this many days become daily summaries. */
    @WithDefault("90")
    @Min(2)
    @Max(36_500)
    int keepDays();

    /** How often it is looked for such days; {@code off}: never. */
    @WithDefault("1h")
    String interval();

    /** The most snapshots that one statement takes, but for the rest of their days. */
    @WithDefault("5000")
    @Min(1)
    @Max(100_000)
    int chunk();

    /** The most statements of one run; what is left waits for the next. */
    @WithDefault("100")
    @Min(1)
    @Max(10_000)
    int chunksPerRun();
}
