package io.ballast.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.util.List;
import java.util.Locale;

/**
 * What a service says of its API.
 *
 * @param service the module
 * @param prefix of its components' and tags' names in the merged document
 */
record ServiceDocument(String service, String prefix, JsonNode content) {

    /** The committed documents of all services, which their own tests hold true. */
    static List<ServiceDocument> committed() {
        return List.of(
                committed("ledger-service", "Ledger"),
                committed("chain-balance-service", "Chain"),
                committed("auto-deposit-service", "Deposit"),
                committed("notification-service", "Notification"));
    }

    private static ServiceDocument committed(String service, String prefix) {
        return new ServiceDocument(service, prefix, Checkout.yaml(service + "/openapi.yaml"));
    }

    String tag(String name) {
        return (prefix + ": " + name).toLowerCase(Locale.ROOT);
    }
}
