package io.ballast.chainbalance.evm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the chains' blocks are followed. */
@ConfigMapping(prefix = "ballast.evm.follow")
public interface FollowConfig {

    /** How often it is looked for new blocks, whether or not a node pushes them. */
    @WithDefault("2s")
    @DurationMin(millis = 100)
    Duration interval();

    /** The most blocks in one {@code eth_getLogs} while old ones are caught up with; a refused span is halved. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int maxSpan();

    /** How often it is asked how far the chain is final. */
    @WithDefault("10s")
    @DurationMin(millis = 100)
    Duration finalityInterval();

    /** The longest pause before a WebSocket that was closed is opened again; the first is a second. */
    @WithDefault("30s")
    @DurationMin(seconds = 1)
    Duration longestReconnect();
}
