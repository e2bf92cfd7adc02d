package io.ballast.notification.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The pages of {@code GET /v1/notifications}. */
@ConfigMapping(prefix = "ballast.history")
public interface HistoryConfig {

    /** How many events a page has if the client does not say. */
    @WithDefault("100")
    @Min(1)
    @Max(10_000)
    int defaultLimit();

    /** How many a client may ask for. */
    @WithDefault("256")
    @Min(1)
    @Max(10_000)
    int maxLimit();
}
