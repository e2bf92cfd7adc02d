package io.ballast.acceptance.scale;

import java.util.Map;

/** A service, how many replicas of it run, and what is set for this run beyond the parts it uses. */
enum Service {
    LEDGER("ledger-service", 2, Map.of("ballast.rate-limit.enabled", "false")),
    /** Its sockets are spread over seconds when it stops: fewer here, since there are few. */
    NOTIFICATION(
            "notification-service", 3, Map.of("ballast.delivery.drain-window", "2s", "quarkus.shutdown.delay", "4s")),
    /** The chains are on this machine, which is a private address, and looked at as often as in development. */
    CHAIN_BALANCE(
            "chain-balance-service",
            2,
            Map.of(
                    "ballast.providers.allowed-private-hosts", "127.0.0.1",
                    "ballast.providers.requests-per-second", "10000",
                    "ballast.refresh.interval", "3s",
                    "ballast.refresh.lease", "15s",
                    "ballast.balance.fresh-for", "15s")),
    AUTO_DEPOSIT("auto-deposit-service", 2, Map.of("ballast.providers.allowed-private-hosts", "127.0.0.1"));

    private final String module;
    private final int replicas;
    private final Map<String, String> properties;

    Service(String module, int replicas, Map<String, String> properties) {
        this.module = module;
        this.replicas = replicas;
        this.properties = properties;
    }

    String module() {
        return module;
    }

    int replicas() {
        return replicas;
    }

    Map<String, String> properties() {
        return properties;
    }
}
