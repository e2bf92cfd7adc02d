package io.ballast.chainbalance.refresh;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often wallets are read, and in what portions. */
@ConfigMapping(prefix = "ballast.refresh")
public interface RefreshConfig {

    /** How long after a read a wallet is due again; every wallet's time is spread by a tenth to either side. */
    @WithDefault("30s")
    Duration interval();

    /** How often it is looked for wallets that are due. */
    @WithDefault("1s")
    Duration tick();

    /** The most wallets in one batch. */
    @WithDefault("500")
    int batchSize();

    /**
     * How long a replica's claim on a wallet holds, and the longest that a batch may take. It must be longer than
     * an RPC call's timeout for each of a network's URLs.
     */
    @WithDefault("30s")
    Duration lease();

    /** The most wallets of a network that can wait for a refresh on request; the poll reads what finds no place. */
    @WithDefault("10000")
    int maxWaiting();
}
