package io.ballast.ledger.settlement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** A marketplace for demonstrations: purchases that nobody made, settled from time to time. */
@ConfigMapping(prefix = "ballast.settlement.simulation")
public interface SettlementConfig {

    /** Whether it runs. It makes money: never where real money is. */
    @WithDefault("false")
    boolean enabled();

    /** How often; however many replicas there are, once each time. */
    @WithDefault("5m")
    Duration interval();

    /** Whose companies sell. */
    @WithDefault("default")
    String tenant();

    /** How many companies sell at most. */
    @WithDefault("20")
    @Min(1)
    @Max(1_000)
    int companies();

    /** How many purchases are settled each time. */
    @WithDefault("1000")
    @Min(1)
    @Max(SettlementRequest.MAX_PURCHASES)
    int purchases();
}
