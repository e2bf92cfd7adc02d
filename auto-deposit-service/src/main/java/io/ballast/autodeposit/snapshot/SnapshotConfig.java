package io.ballast.autodeposit.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How much of the history one request may ask for. */
@ConfigMapping(prefix = "ballast.snapshot")
public interface SnapshotConfig {

    /** Snapshots on a page when the request does not say; never more than {@code max-page-size}. */
    @WithDefault("50")
    @Min(1)
    @Max(1000)
    int pageSize();

    /** Snapshots on a page at most; a larger {@code limit} is answered with this many. */
    @WithDefault("200")
    @Min(1)
    @Max(1000)
    int maxPageSize();
}
