package io.ballast.ledger.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** What a client may send. */
@ConfigMapping(prefix = "ballast.body")
public interface BodyConfig {

    /** The largest body that is read; most requests of this service need a few hundred bytes. */
    @WithDefault("16K")
    MemorySize maxSize();

    /** The largest body of those requests that carry many items; a batch of 10,000 transfers needs 2 MB and a half. */
    @WithDefault("4M")
    MemorySize largeMaxSize();

    /** The paths of those requests. */
    @WithDefault("/v1/transfers/batch,/v1/settlements")
    Set<String> largePaths();

    /** How deep objects and arrays may lie in one another. */
    @WithDefault("32")
    int maxDepth();
}
