package io.ballast.chainbalance.hedera;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How Hedera's nodes are called. */
@ConfigMapping(prefix = "ballast.hedera.calls")
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
     * How long the calls of one batch may take together, over all nodes. Together with {@code call-timeout} it must be
     * shorter than {@code ballast.refresh.lease}.
     */
    @WithDefault("20s")
    @DurationMin(millis = 100)
    Duration batchTimeout();

    /** The largest answer that is read. 100 accounts with 50 tokens each need about 300 KB. */
    @WithDefault("4194304")
    @Min(1024)
    @Max(67_108_864)
    long maxResponseBytes();

    /** Threads for calls, shared by all networks. A network has one batch and one look for credits on its way at a time. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int threads();
}
