package io.ballast.notification.socketio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** The endpoint for Socket.IO's clients. */
@ConfigMapping(prefix = "ballast.socketio")
public interface SocketIoConfig {

    /** How often a client is pinged. */
    @WithDefault("25s")
    Duration pingInterval();

    /** How long the answer to a ping may take. */
    @WithDefault("20s")
    Duration pingTimeout();

    /** How long a client may take to connect to the namespace, and to finish an upgrade that it began. */
    @WithDefault("45s")
    Duration connectTimeout();

    /** How many bytes of packets a client may send in one request or message. */
    @WithDefault("65536")
    @Min(4096)
    @Max(1_000_000)
    int maxPayload();

    /** How many bytes of packets are answered to one poll; a single larger packet is answered alone. */
    @WithDefault("131072")
    @Min(4096)
    int maxPollBytes();

    /** How many clients may be known to a replica, connected to the namespace or not. */
    @WithDefault("60000")
    @Min(1)
    int maxClients();

    /**
     * This replica's name in the ids it gives; letters and digits. By default drawn at start. A gateway before several
     * replicas brings a client's polls to the replica that knows it: by this name, or by a sticky session.
     */
    Optional<String> node();
}
