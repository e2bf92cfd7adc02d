package io.ballast.chainbalance.finality;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How this replica learns of blocks that have become final. */
@ConfigMapping(prefix = "ballast.finality")
public interface FinalityConfig {

    /** How often it looks into the database for what whichever replica follows a network has noted there. */
    @WithDefault("1s")
    @DurationMin(millis = 50)
    Duration interval();
}
