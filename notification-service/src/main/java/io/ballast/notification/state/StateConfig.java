package io.ballast.notification.state;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The last known states in PostgreSQL. */
@ConfigMapping(prefix = "ballast.state")
public interface StateConfig {

    /** How many accounts of one user are shown on a socket; more than that are kept, but not listed. */
    @WithDefault("50")
    @Min(1)
    @Max(1000)
    int maxAccountsPerUser();

    /** How many assets of one user's wallets are shown on a socket. */
    @WithDefault("50")
    @Min(1)
    @Max(1000)
    int maxWalletsPerUser();

    /** How long one statement may take, the wait for a connection included, before it counts as failed. */
    @WithDefault("10s")
    Duration statementTimeout();
}
