package io.ballast.chainbalance.stellar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How Stellar's servers are called. */
@ConfigMapping(prefix = "ballast.stellar.calls")
public interface CallConfig {

    /** How long connecting may take. */
    @WithDefault("2s")
    @DurationMin(millis = 1)
    Duration connectTimeout();

    /** How long a call may take as a whole. */
    @WithDefault("5s")
    @DurationMin(millis = 1)
    Duration callTimeout();

    /**
     * How long the calls of one batch may take together, over all servers. Together with {@code call-timeout} it must be
     * shorter than {@code ballast.refresh.lease}.
     */
    @WithDefault("20s")
    @DurationMin(millis = 100)
    Duration batchTimeout();

    /** The largest answer that is read. A page of 2,000 events needs about 2 MB. */
    @WithDefault("8388608")
    @Min(1024)
    @Max(67_108_864)
    long maxResponseBytes();

    /** Threads for calls, shared by all networks. A network has one batch and one look for credits on its way at a time. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int threads();
}
