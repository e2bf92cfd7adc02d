package io.ballast.ledger.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests are answered, each replica counting its own. A batch and a settlement count as many as their items. */
@ConfigMapping(prefix = "ballast.rate-limit")
public interface RateLimitConfig {

    /** Whether requests are counted at all. */
    @WithDefault("true")
    boolean enabled();

    /** How many subjects of tokens, and how many tenants, are remembered; about 300 bytes each. */
    @WithDefault("100000")
    long size();

    /** Of one user. */
    User user();

    /** Of one subject with the role admin or service: it asks for many users. */
    Staff staff();

    /** Of all subjects of a tenant together. */
    Tenant tenant();

    /** The limits of a user. */
    interface User {

        /** How many requests a second in the long run. */
        @WithDefault("1000")
        long perSecond();

        /** How many at once, after a while without any. */
        @WithDefault("2000")
        long burst();
    }

    /** The limits of staff. */
    interface Staff {

        /** How many requests a second in the long run. */
        @WithDefault("20000")
        long perSecond();

        /** How many at once, after a while without any. */
        @WithDefault("40000")
        long burst();
    }

    /** The limits of a tenant. */
    interface Tenant {

        /** How many requests a second in the long run. */
        @WithDefault("50000")
        long perSecond();

        /** How many at once, after a while without any. */
        @WithDefault("100000")
        long burst();
    }
}
