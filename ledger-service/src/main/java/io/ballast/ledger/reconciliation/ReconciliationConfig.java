package io.ballast.ledger.reconciliation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Proving that balances and entries agree. */
@ConfigMapping(prefix = "ballast.reconciliation")
public interface ReconciliationConfig {

    /** How often passes begin; {@code off} for never, by this replica. */
    String interval();

    /** How old the last full pass may become before another begins; it reads every entry there is. */
    @WithDefault("24h")
    Duration fullInterval();

    /** Whether a balance that its entries contradict is corrected; otherwise the account is quarantined. */
    @WithDefault("false")
    boolean correct();

    /** How many accounts are looked through in one database transaction. */
    @WithDefault("2000")
    int accounts();

    /** How many entries are read in one database transaction at most, for all of these accounts. */
    @WithDefault("100000")
    int entries();

    /** How much of the time a pass may be at work, in percent; the rest belongs to postings. 1 to 100. */
    @WithDefault("20")
    @Min(1)
    @Max(100)
    int share();

    /** How many passes of a tenant are remembered. */
    @WithDefault("100")
    int keptRuns();

    /** How many drifts and passes an answer shows at most. */
    @WithDefault("100")
    int shown();
}
