package io.ballast.notification.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The channel with every update of every user, which the reference's clients of Redis listen to. */
@ConfigMapping(prefix = "ballast.updates")
public interface UpdatesConfig {

    /** Whether it is published to; off for installations where nobody listens and every message costs. */
    @WithDefault("true")
    boolean enabled();

    /** The channel's name. */
    @WithDefault("balance:updates")
    String channel();

    /** The tenant whose updates go to that name; other tenants' go to {@code tenant:<id>:<name>}. */
    @WithDefault("default")
    String defaultTenant();
}
