package io.ballast.ledger.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose tokens are trusted, and how long one that was verified is known to be good. */
@ConfigMapping(prefix = "ballast.tokens")
public interface TokensConfig {

    /** The issuers by a name that is used nowhere else. Each speaks for its own tenants only. */
    Map<String, Issuer> issuers();

    /** How long an issuer's keys are used before they are fetched again. */
    @WithDefault("10m")
    Duration keysLifetime();

    /** How long keys that were fetched are used while the issuer can not be asked. */
    @WithDefault("24h")
    Duration keysRetention();

    /** How long an issuer may take to be connected, and to answer. */
    @WithDefault("5s")
    Duration keysTimeout();

    /** How many tokens may wait for their verification, which may wait for keys; more are told to try again. */
    @WithDefault("20000")
    @Min(1)
    int maxWaiting();

    /** How many verified tokens are remembered; some KiB each. 0 verifies each request's. */
    @WithDefault("20000")
    @Min(0)
    int verifiedSize();

    /**
     * How long at most a token is known to be good, whatever its expiry: then it meets the keys of that time again. So much
     * longer is a withdrawn key believed. Much shorter, and users who come now and then pay for a signature check each time.
     */
    @WithDefault("10m")
    Duration verifiedTtl();

    /** One issuer. */
    interface Issuer {

        /** The {@code iss} of its tokens. */
        String issuer();

        /** Where its public keys are. */
        String jwksUrl();

        /** One of its tokens' {@code aud}. */
        String audience();

        /** The tenants it speaks for; without it, all of them. */
        Optional<Set<String>> tenants();
    }
}
