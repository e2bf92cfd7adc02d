package io.ballast.autodeposit.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How networks and signers are called. */
@ConfigMapping(prefix = "ballast.stellar.calls")
public interface CallConfig {

    /** How long connecting may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a call may take as a whole. */
    @WithDefault("5s")
    Duration callTimeout();

    /** Threads for calls, which do nothing but wait: so many wallets are worked on at a time, all that are claimed at once. */
    @WithDefault("64")
    @Min(1)
    @Max(256)
    int threads();
}
