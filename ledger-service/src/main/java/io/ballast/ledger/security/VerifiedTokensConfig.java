package io.ballast.ledger.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a token that was verified is known to be good. */
@ConfigMapping(prefix = "ballast.verified-tokens")
public interface VerifiedTokensConfig {

    /** How many tokens are remembered; some KiB each. 0 verifies each request's. */
    @WithDefault("20000")
    int size();

    /**
     * How long at most, whatever the token's expiry: then it meets the issuer's keys of that time. Not shorter than the time
     * for which keys themselves are trusted unasked (10 minutes), or it costs signature checks and gains nothing.
     */
    @WithDefault("10m")
    Duration ttl();
}
