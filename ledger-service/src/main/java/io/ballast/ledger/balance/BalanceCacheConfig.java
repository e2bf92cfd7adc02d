package io.ballast.ledger.balance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The balances kept in Redis. */
@ConfigMapping(prefix = "ballast.balance-cache")
public interface BalanceCacheConfig {

    /** How long a balance stays in Redis; the reference promises an hour. */
    @WithDefault("1h")
    Duration ttl();

    /**
     * How long one answer of Redis is waited for. A read that comes while its event loop is waiting for another waits for that
     * one first, so twice as long at most; if that one does not come in time, neither is waited for any longer.
     */
    @WithDefault("200ms")
    Duration timeout();

    /** How long the consumer of our own events waits for Redis before it tries again. */
    @WithDefault("2s")
    Duration eventTimeout();

    /** Of how many users this process remembers which version it has told Redis. */
    @WithDefault("100000")
    int toldSize();

    /**
     * Whether balances that are asked for together are read by one command, and those that are posted together written by one.
     * Not with a cluster, where keys lie on several nodes.
     */
    @WithDefault("true")
    boolean gather();
}
