package io.ballast.notification.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What is done about tokens whose time is not over. */
@ConfigMapping(prefix = "ballast.revocations")
public interface RevocationConfig {

    /** How often each replica looks for new revocations: a revoked token's sockets are closed within that and a query. */
    @WithDefault("500ms")
    Duration interval();

    /** The longest time that a token of any issuer is valid; a revocation of all of a user's tokens is kept that long. */
    @WithDefault("24h")
    Duration longestToken();

    /** How many revocations are read at once. */
    @WithDefault("1000")
    @Min(1000)
    @Max(100_000)
    int batch();
}
