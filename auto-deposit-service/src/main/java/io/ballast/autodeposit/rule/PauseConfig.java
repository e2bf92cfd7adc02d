package io.ballast.autodeposit.rule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may pause what. */
@ConfigMapping(prefix = "ballast.pause")
public interface PauseConfig {

    /** The tenant whose operators may pause the deposits of all tenants. */
    @WithDefault("default")
    String operatorTenant();
}
