package io.ballast.chainbalance.balance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** What Redis keeps of wallets, so that most requests need no database. */
@ConfigMapping(prefix = "ballast.wallet-cache")
public interface WalletCacheConfig {

    /** The shortest time to live; each entry's is drawn between the two, so that they do not end together. */
    @WithDefault("30s")
    @DurationMin(millis = 1)
    Duration minTtl();

    /** The longest time to live. */
    @WithDefault("60s")
    @DurationMin(millis = 1)
    Duration maxTtl();

    /** How many owners' entries a process remembers in the form they were read in; a few KB each. */
    @WithDefault("20000")
    @Min(0)
    int remembered();

    /** How long a request waits for Redis at most before it asks the database. */
    @WithDefault("200ms")
    @DurationMin(millis = 1)
    Duration timeout();

    /** After Redis gave no answer, how long nobody asks it. */
    @WithDefault("1s")
    @DurationMin(millis = 1)
    Duration pause();
}
