package io.ballast.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The bounds of one session, whatever carries it. */
@ConfigMapping(prefix = "ballast.delivery")
public interface DeliveryConfig {

    /**
     * How many bytes may be written but not yet taken by the client's end; beyond that it is a slow reader. A replay is
     * written at once, so this must exceed what {@code ballast.stream.max-length} events take.
     */
    @WithDefault("262144")
    @Min(16_384)
    int maxOutstandingBytes();

    /** How many events are held while a session reads the stream; beyond that it reads once more instead. */
    @WithDefault("512")
    @Min(1)
    @Max(100_000)
    int maxHeldEvents();

    /** How many characters a client's message may have. */
    @WithDefault("4096")
    @Min(256)
    int maxMessageLength();

    /** How many requests of one session may wait for their answer. */
    @WithDefault("4")
    @Min(1)
    int maxRequestsInFlight();

    /** How many messages that are refused a client may send within the window before it is closed. */
    @WithDefault("20")
    @Min(1)
    int maxOffences();

    /** The window in which refused messages are counted. */
    @WithDefault("1m")
    Duration offenceWindow();

    /** How many sockets of one user a replica accepts. */
    @WithDefault("20")
    @Min(1)
    int maxConnectionsPerUser();

    /** How long a new session waits for Redis before it is given the balance without it. */
    @WithDefault("1s")
    Duration patience();

    /** The first pause before a session reads the stream again after that failed; doubles with each attempt. */
    @WithDefault("200ms")
    Duration retryDelay();

    /** The longest such pause. */
    @WithDefault("5s")
    Duration maxRetryDelay();

    /** How often each connection is pinged. */
    @WithDefault("25s")
    Duration pingInterval();

    /** How long a client may be silent, pongs included, before its connection is closed. */
    @WithDefault("60s")
    Duration idleTimeout();
}
