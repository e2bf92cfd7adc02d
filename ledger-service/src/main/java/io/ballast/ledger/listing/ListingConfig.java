package io.ballast.ledger.listing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one request for a list of transactions may read. */
@ConfigMapping(prefix = "ballast.listing")
public interface ListingConfig {

    /** Transactions on a page if the request does not say. */
    @WithDefault("50")
    int pageSize();

    /** Transactions on a page at most, whatever the request says. */
    @WithDefault("200")
    int maxPageSize();

    /**
     * Rows that a page may look at for those that fit its filters. Where few fit, pages are short and there are more of
     * them, but each takes as little time as any other.
     */
    @WithDefault("2000")
    int maxExamined();

    /**
     * How far the millisecond in a transaction's id and its time by the database's clock may lie apart: the clocks of the
     * service and of the database, and how long a transaction waits to be posted.
     */
    @WithDefault("30s")
    Duration clockSkew();
}
