package io.ballast.notification.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.redis.client.RedisClientType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The per-user streams in Redis. */
@ConfigMapping(prefix = "ballast.stream")
public interface StreamConfig {

    /** How many events of a user are kept for replay; a sixteenth more at times. */
    @WithDefault("256")
    @Min(1)
    @Max(10_000)
    int maxLength();

    /**
     * How many ids of a user's events are remembered against duplicates. More than can be delivered again at once: a batch
     * of a relay that was killed ({@code ballast.outbox.batch-size}), and what came between two commits of Kafka's offsets.
     */
    @WithDefault("2048")
    @Min(1)
    @Max(100_000)
    int rememberedIds();

    /**
     * The events of how many users Redis appends in one step: what a step costs is shared by them, and nobody else is served
     * meanwhile. In a Redis Cluster it is one, whatever this says.
     */
    @WithDefault("32")
    @Min(1)
    @Max(1_000)
    int usersAtOnce();

    /** What kind of Redis there is: follows what the client is told, and is not to be set by itself. */
    @WithDefault("${quarkus.redis.client-type:standalone}")
    RedisClientType redisType();

    /** How long a user's events are kept after the last one. */
    @WithDefault("24h")
    Duration ttl();

    /** How long a user's epoch and sequence are kept; longer than the events, or a sequence would begin again too early. */
    @WithDefault("72h")
    Duration stateTtl();

    /** How long one command may take before it counts as failed. */
    @WithDefault("2s")
    Duration commandTimeout();

    /** How often the replica sends itself a message over Redis, to know that it would hear one. */
    @WithDefault("2s")
    Duration probeInterval();

    /** How many of those may be missed before the subscription is connected anew; readiness goes off at the first. */
    @WithDefault("3")
    @Min(1)
    int maxMissedProbes();

    /** How long an attempt to connect the subscription may take before another is made. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** The first pause before connecting again after the subscription was lost; doubles with each attempt. */
    @WithDefault("100ms")
    Duration reconnectDelay();

    /** The longest such pause. */
    @WithDefault("5s")
    Duration maxReconnectDelay();
}
