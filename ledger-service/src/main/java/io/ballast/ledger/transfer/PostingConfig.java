package io.ballast.ledger.transfer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests that move money are gathered into database transactions. */
@ConfigMapping(prefix = "ballast.posting")
public interface PostingConfig {

    /**
     * How many database transactions post at once, for all tenants of this replica. While one waits for its commit the other
     * works; more than two only wait for each other's accounts.
     */
    @WithDefault("2")
    int writers();

    /** How many transfers go into one database transaction at most; a larger request has one of its own. */
    @WithDefault("500")
    int batchSize();

    /**
     * How long after the begin of a database transaction the next one begins at the earliest, unless it is full; the first after
     * a pause begins at once. Zero: as soon as a writer is free.
     */
    @WithDefault("5ms")
    Duration gathering();

    /** How many transfers wait for a writer at most; beyond it requests are refused with 503. */
    @WithDefault("20000")
    int queueSize();

    /** When the first of a tenant's transfers has waited so long for a writer, more of them are refused with 503. */
    @WithDefault("5s")
    Duration longestWait();

    /** How many seconds a refused client is asked to wait. */
    @WithDefault("1")
    int retryAfterSeconds();
}
