package io.ballast.chainbalance.hedera;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How mirror nodes are asked for what was sent to wallets. */
@ConfigMapping(prefix = "ballast.hedera.credits")
public interface CreditPollConfig {

    /** How often; a look that takes longer delays the next one. */
    @WithDefault("2s")
    @DurationMin(millis = 100)
    Duration interval();

    /**
     * How much of what was read is read again: as far as one of the nodes behind a URL may lag behind another without a
     * credit being missed. What is seen twice is recorded once.
     */
    @WithDefault("1m")
    @DurationMin(millis = 0)
    Duration overlap();

    /** How often the overlap is read again; the looks between ask for what is new only. Credits that a lagging node hid are this late. */
    @WithDefault("20s")
    @DurationMin(millis = 0)
    Duration rereadEvery();

    /** The most pages of 100 transactions for 100 wallets in one look; the next look goes on from there. */
    @WithDefault("50")
    @Min(1)
    @Max(10_000)
    int mostPages();
}
