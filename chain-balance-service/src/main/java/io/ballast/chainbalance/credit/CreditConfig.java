package io.ballast.chainbalance.credit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How replicas share the streams of credits. */
@ConfigMapping(prefix = "ballast.credits")
public interface CreditConfig {

    /**
     * How long a replica holds a cursor after it was last moved or asked for: when it dies, another goes on that much
     * later.
     */
    @WithDefault("10s")
    @DurationMin(seconds = 1)
    Duration lease();
}
