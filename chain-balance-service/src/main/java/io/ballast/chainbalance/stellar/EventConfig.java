package io.ballast.chainbalance.stellar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the events of asset contracts are followed. */
@ConfigMapping(prefix = "ballast.stellar.credits")
public interface EventConfig {

    /** How often new events are asked for; a look that takes longer delays the next one. */
    @WithDefault("1s")
    @DurationMin(millis = 100)
    Duration interval();

    /** The most events in one call; a server gives at most 10,000. */
    @WithDefault("2000")
    @Min(1)
    @Max(10_000)
    int pageSize();

    /** Of how many accounts Horizon is asked in one look for what no RPC server remembers; the next look goes on. */
    @WithDefault("50")
    @Min(1)
    @Max(10_000)
    int catchUpAccounts();

    /** How long Horizon may give no answer to that before its income counts as missed. */
    @WithDefault("10m")
    @DurationMin(millis = 1)
    Duration catchUpPatience();

    /** The most pages in one look; the next look goes on from there. */
    @WithDefault("20")
    @Min(1)
    @Max(1000)
    int mostPages();
}
