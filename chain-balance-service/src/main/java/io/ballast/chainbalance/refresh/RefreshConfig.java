package io.ballast.chainbalance.refresh;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How often wallets are read, and in what portions. */
@ConfigMapping(prefix = "ballast.refresh")
public interface RefreshConfig {

    /** How long after a read a wallet is due again; every wallet's time is spread by a tenth to either side. */
    @WithDefault("30s")
    @DurationMin(millis = 100)
    Duration interval();

    /**
     * The same for lively wallets: those that somebody has asked for lately, that have changed lately, or that hold much.
     * The shorter of the two counts.
     */
    @WithDefault("10s")
    @DurationMin(millis = 100)
    Duration livelyInterval();

    /** How long a wallet is lively after somebody has asked for it or it has changed. */
    @WithDefault("5m")
    @DurationMin(millis = 100)
    Duration livelyFor();

    /** From how many whole units of one asset on a wallet holds much. */
    @WithDefault("10000")
    @Min(0)
    long largeFrom();

    /** How often it is looked for wallets that are due. */
    @WithDefault("1s")
    @DurationMin(millis = 100)
    Duration tick();

    /** The most wallets in one batch. */
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int batchSize();

    /**
     * How long a replica's claim on a wallet holds, and the longest that a batch may take as a whole: reading
     * ({@code ballast.evm.rpc.batch-timeout}) and storing. Wallets whose refresh failed rest for as long.
     */
    @WithDefault("30s")
    @DurationMin(seconds = 1)
    Duration lease();

    /** The most wallets of a network that can wait for a refresh on request; the poll reads what finds no place. */
    @WithDefault("10000")
    @Min(1)
    @Max(1_000_000)
    int maxWaiting();
}
