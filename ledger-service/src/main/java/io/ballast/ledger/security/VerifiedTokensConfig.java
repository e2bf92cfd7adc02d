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
     * How long at most, whatever the token's expiry: then it meets the keys of that time again. So much longer is a withdrawn
     * key believed. Much shorter, and users who come now and then pay for a signature check each time.
     */
    @WithDefault("10m")
    Duration ttl();
}
