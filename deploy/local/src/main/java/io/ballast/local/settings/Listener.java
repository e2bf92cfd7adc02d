package io.ballast.local.settings;

/** Everything that listens on a port, with the port it has unless told otherwise. */
public enum Listener {
    GATEWAY("the gateway", 8080),
    LEDGER("ledger-service", 8081),
    CHAIN_BALANCE("chain-balance-service", 8082),
    NOTIFICATION("notification-service", 8083),
    AUTO_DEPOSIT("auto-deposit-service", 8084),
    LEDGER_MANAGEMENT("ledger-service (management)", 9081),
    CHAIN_BALANCE_MANAGEMENT("chain-balance-service (management)", 9082),
    NOTIFICATION_MANAGEMENT("notification-service (management)", 9083),
    AUTO_DEPOSIT_MANAGEMENT("auto-deposit-service (management)", 9084),
    POSTGRES("PostgreSQL", 15432),
    KAFKA("Kafka", 19092),
    REDIS("Redis", 16379),
    EVM("the EVM node", 18545),
    STELLAR("the Stellar sandbox", 18000),
    HEDERA("the Hedera sandbox's mirror node", 15551),
    HEDERA_NODE("the Hedera sandbox's consensus node", 15211),
    /** Only if it is asked for. */
    PROMETHEUS("Prometheus", 19090);

    private final String title;
    private final int standardPort;

    Listener(String title, int standardPort) {
        this.title = title;
        this.standardPort = standardPort;
    }

    /** As people read it. */
    public String title() {
        return title;
    }

    /** The environment variable that changes the port, such as {@code BALLAST_PORT_LEDGER_MANAGEMENT}. */
    public String variable() {
        return "BALLAST_PORT_" + name();
    }

    int standardPort() {
        return standardPort;
    }
}
