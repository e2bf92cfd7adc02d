package io.ballast.events.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events leave the outbox. */
@ConfigMapping(prefix = "ballast.outbox")
public interface OutboxConfig {

    /** Whether this service's database has an outbox table; without one no relay runs and nothing is measured. */
    @WithDefault("true")
    boolean enabled();

    /** The CloudEvents source of this service's events, a path. */
    @WithDefault("/${quarkus.application.name}")
    String source();

    /** How many events are sent before the broker's acknowledgements are awaited. */
    @WithDefault("1000")
    int batchSize();

    /**
     * How long after the begin of a batch the next one begins at the earliest. What was committed meanwhile goes with it, so it
     * is at most this much later; who commits less often waits for nothing. Zero: every commit goes at once.
     */
    @WithDefault("10ms")
    Duration gathering();

    /**
     * How often the relay looks without being woken, only a safety net; and how often it asks up to which id nothing can
     * come any more.
     */
    @WithDefault("1s")
    Duration interval();

    /** How often a replica that does not lead tries to, and how long the relay pauses after a failure at least. */
    @WithDefault("2s")
    Duration takeoverInterval();

    /** The longest pause after repeated failures. */
    @WithDefault("10s")
    Duration longestPause();

    /** How long one database statement of the relay may take before its connection counts as lost. */
    @WithDefault("10s")
    Duration statementTimeout();

    /** How long a stopping service waits for the batch under way. */
    @WithDefault("5s")
    Duration stopTimeout();

    /** How often the outbox's length and age are measured. */
    @WithDefault("5s")
    Duration measureInterval();
}
