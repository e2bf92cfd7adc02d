package io.ballast.local.settings;

import io.ballast.infrastructure.ServiceSettings;
import java.util.Arrays;
import java.util.Optional;

/** The four services, in the order in which they start. */
public enum ServiceName {
    LEDGER("ledger-service", Listener.LEDGER, Listener.LEDGER_MANAGEMENT),
    NOTIFICATION("notification-service", Listener.NOTIFICATION, Listener.NOTIFICATION_MANAGEMENT),
    CHAIN_BALANCE("chain-balance-service", Listener.CHAIN_BALANCE, Listener.CHAIN_BALANCE_MANAGEMENT),
    AUTO_DEPOSIT("auto-deposit-service", Listener.AUTO_DEPOSIT, Listener.AUTO_DEPOSIT_MANAGEMENT);

    private final String module;
    private final Listener http;
    private final Listener management;

    ServiceName(String module, Listener http, Listener management) {
        this.module = module;
        this.http = http;
        this.management = management;
    }

    /** The service of a module, if it is one. */
    public static Optional<ServiceName> ofModule(String module) {
        return Arrays.stream(values())
                .filter(service -> service.module.equals(module))
                .findFirst();
    }

    /** The Maven module, which is also the name that people read. */
    public String module() {
        return module;
    }

    public Listener http() {
        return http;
    }

    public Listener management() {
        return management;
    }

    /** The service's own database. */
    public String database() {
        return ServiceSettings.databaseName(module);
    }
}
