package io.ballast.notification.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The per-user streams in Redis. */
@ConfigMapping(prefix = "ballast.stream")
public interface StreamConfig {

    /** How many events of a user are kept for replay. The ids of as many events are remembered against duplicates. */
    @WithDefault("256")
    @Min(1)
    @Max(10_000)
    int maxLength();

    /** How long a user's events are kept after the last one. */
    @WithDefault("24h")
    Duration ttl();

    /** How long a user's epoch and sequence are kept; longer than the events, or a sequence would begin again too early. */
    @WithDefault("72h")
    Duration stateTtl();

    /** How long one command may take before it counts as failed. */
    @WithDefault("2s")
    Duration commandTimeout();

    /** The first pause before connecting again after the subscription was lost; doubles with each attempt. */
    @WithDefault("100ms")
    Duration reconnectDelay();

    /** The longest such pause. */
    @WithDefault("5s")
    Duration maxReconnectDelay();
}
