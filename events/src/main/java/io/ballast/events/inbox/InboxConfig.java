package io.ballast.events.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are received, tried again and remembered. */
@ConfigMapping(prefix = "ballast.inbox")
public interface InboxConfig {

    /** Whether this service's database has an inbox table; without one nothing is cleaned up. */
    @WithDefault("true")
    boolean enabled();

    /** How often an event is tried whose failure is not known to pass by itself, before it is dead-lettered; at least 1. */
    @WithDefault("3")
    int attempts();

    /** The pause before the second attempt; it doubles with each further one. */
    @WithDefault("100ms")
    Duration firstPause();

    /** The longest pause between two attempts. */
    @WithDefault("5s")
    Duration longestPause();

    /** How long the id of an event is remembered. Must be longer than Kafka keeps the event. */
    @WithDefault("14d")
    Duration retention();

    /** How often ids past their retention are removed. */
    @WithDefault("1h")
    Duration cleanupInterval();

    /** How many ids one clean-up statement removes at most. */
    @WithDefault("1000")
    int cleanupBatchSize();
}
