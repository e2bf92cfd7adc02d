package io.ballast.local.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the gateway needs to know.
 *
 * @param host the address to listen on
 * @param upstreams by the name that the route table uses
 * @param devTokens only in the dev profile; without it neither {@code /dev/token} nor {@code /dev/jwks.json} exists
 * @param limits every bound
 */
public record GatewaySettings(
        String host, int port, Map<String, Upstream> upstreams, Optional<DevTokens> devTokens, Limits limits) {

    public GatewaySettings {
        upstreams = Map.copyOf(upstreams);
    }

    /** Where a service listens, on loopback. */
    public record Upstream(String name, int port, int managementPort) {

        static final String HOST = "127.0.0.1";
    }

    /**
     * The gateway's bounds.
     *
     * @param bodyBytes of a request
     * @param connect to a service
     * @param answer until a service has sent the head of its answer; longer than a long poll of a socket client
     * @param health until a service has said whether it is ready
     * @param idle after which a connection without traffic ends; the services ping their sockets more often
     * @param connections to one service for plain requests; each client that polls or follows {@code /v1/events} takes one
     * @param waiting requests for one of those connections
     * @param sockets upgraded connections to one service
     */
    public record Limits(
            long bodyBytes,
            Duration connect,
            Duration answer,
            Duration health,
            Duration idle,
            int connections,
            int waiting,
            int sockets) {

        public static Limits standard() {
            return new Limits(
                    2 * 1024 * 1024,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(30),
                    2_048,
                    1024,
                    20_000);
        }
    }
}
