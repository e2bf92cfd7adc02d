package io.ballast.notification.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much a user may ask over HTTP. */
@ConfigMapping(prefix = "ballast.requests")
public interface RequestsConfig {

    /** How many requests of one user a replica serves within the window. */
    @WithDefault("100")
    @Min(1)
    int maxPerUser();

    /** The window in which they are counted. */
    @WithDefault("10s")
    Duration window();
}
