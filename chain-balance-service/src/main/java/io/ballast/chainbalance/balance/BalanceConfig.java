package io.ballast.chainbalance.balance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;

/** What {@code GET /api/balance} adds up, and how old it may be. */
@ConfigMapping(prefix = "ballast.balance")
public interface BalanceConfig {

    /** The EVM network whose wallets count. */
    @WithDefault("local")
    String network();

    /** The currency that the answer names. */
    @WithDefault("USDC")
    String currency();

    /** The symbols of the assets that count as one unit of the currency each. */
    @WithDefault("USDC")
    @NotEmpty
    Set<String> assets();

    /** A value that was last seen to be true longer ago is stale. Longer than {@code ballast.refresh.interval}. */
    @WithDefault("90s")
    @DurationMin(millis = 1)
    Duration freshFor();

    /** A request that finds a value older than this starts a refresh. */
    @WithDefault("2s")
    @DurationMin
    Duration revalidateAfter();

    /** How long a request with {@code live=true} waits for the chains if it does not say. */
    @WithDefault("3s")
    @DurationMin(millis = 1)
    Duration liveDeadline();

    /** The longest that a request may wait for the chains. */
    @WithDefault("10s")
    @DurationMin(millis = 1)
    Duration maxLiveDeadline();

    /** How many requests may wait for the chains at once; one more is answered without. */
    @WithDefault("100")
    @Min(0)
    @Max(10_000)
    int maxLive();
}
