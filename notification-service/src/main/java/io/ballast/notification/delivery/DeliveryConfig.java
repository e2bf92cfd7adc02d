package io.ballast.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The bounds of one session, whatever carries it. */
@ConfigMapping(prefix = "ballast.delivery")
public interface DeliveryConfig {

    /** How many bytes are handed to a connection before the client has taken them; the rest waits in the session. */
    @WithDefault("32768")
    @Min(4096)
    int windowBytes();

    /** How many bytes may be on their way to a client, handed over and waiting; beyond that it is a slow reader. */
    @WithDefault("262144")
    @Min(16_384)
    int maxOutstandingBytes();

    /** How many frames may wait; beyond that it is a slow reader. */
    @WithDefault("1024")
    @Min(1)
    int maxWaitingFrames();

    /** For how many balances the later ones that wait may stand; beyond that it is a slow reader. */
    @WithDefault("4096")
    @Min(0)
    int maxConflatedEvents();

    /** How long a frame may be on its way without anything being taken; beyond that it is a slow reader. */
    @WithDefault("15s")
    Duration maxWaitingAge();

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

    /** How many sockets of one tenant a replica accepts. */
    @WithDefault("50000")
    @Min(1)
    int maxConnectionsPerTenant();

    /** How many sockets from one address a replica accepts; a proxy before it is one address unless it is trusted. */
    @WithDefault("20000")
    @Min(1)
    int maxConnectionsPerAddress();

    /** The window in which messages, their bytes and resumptions are counted. */
    @WithDefault("10s")
    Duration rateWindow();

    /** How many messages a connection may send within the window; ten times that all of a user's. */
    @WithDefault("100")
    @Min(1)
    int maxMessages();

    /** How many bytes of messages a connection may send within the window; ten times that all of a user's. */
    @WithDefault("65536")
    @Min(1024)
    int maxMessageBytes();

    /** How often a connection may go back to an earlier place within the window. */
    @WithDefault("10")
    @Min(1)
    int maxResumptions();

    /** How long before its token's expiry a client is told; at most half of the token's time. */
    @WithDefault("60s")
    Duration tokenWarning();

    /** How long after its token's expiry a client may still send another. */
    @WithDefault("10s")
    Duration tokenGrace();

    /** Over which time the sockets of a replica that stops are closed; {@code quarkus.shutdown.delay} must be longer. */
    @WithDefault("10s")
    Duration drainWindow();

    /** How long a new session waits for Redis before it is given the balance without it. */
    @WithDefault("1s")
    Duration patience();

    /** The first pause before a session reads the stream again after that failed; doubles with each attempt. */
    @WithDefault("200ms")
    Duration retryDelay();

    /** The longest such pause. */
    @WithDefault("5s")
    Duration maxRetryDelay();

    /** How often each connection is pinged; not more often than once a second. */
    @WithDefault("25s")
    Duration pingInterval();

    /** How long a client may be silent, pongs included, before its connection is closed. */
    @WithDefault("60s")
    Duration idleTimeout();
}
