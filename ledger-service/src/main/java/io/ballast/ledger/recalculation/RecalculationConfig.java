package io.ballast.ledger.recalculation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Recalculating balances from entries. */
@ConfigMapping(prefix = "ballast.recalculation")
public interface RecalculationConfig {

    /** How often jobs are looked for; {@code off} for never, by this replica. */
    String interval();

    /** How many entries one statement sums at most. */
    @WithDefault("100000")
    int entries();

    /** How many accounts are locked and recalculated in one database transaction of a job. */
    @WithDefault("100")
    int accounts();

    /** How many chunks a tenant's job does before the next tenant has its turn. */
    @WithDefault("100")
    int chunks();

    /** How many accounts that were wrong a job's report names; all are counted. */
    @WithDefault("1000")
    int report();
}
