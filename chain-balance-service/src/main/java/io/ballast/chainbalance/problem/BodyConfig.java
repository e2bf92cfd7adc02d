package io.ballast.chainbalance.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a client may send. */
@ConfigMapping(prefix = "ballast.body")
public interface BodyConfig {

    /** The largest body that is read; no request of this service needs more than a few hundred bytes. */
    @WithDefault("16K")
    MemorySize maxSize();
}
