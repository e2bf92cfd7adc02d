package io.ballast.notification.delivery;

import io.ballast.notification.delivery.Share.Allowances;
import io.ballast.notification.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each user, tenant and address has on this replica, and what their connections may use together. What
 * nobody uses is forgotten. Safe for any thread.
 */
final class Quotas {

    /** A user has as much as this many connections, a tenant and an address as this many users. */
    private static final int SHARED = 10;

    /** A connection that has been let in. */
    record Place(User user, String address) {

        private List<Object> scopes() {
            return List.of(user, "tenant " + user.tenant(), "address " + address);
        }
    }

    private static final class Scope {
        private final Allowances allowances;
        private int connections;

        private Scope(Allowances allowances) {
            this.allowances = allowances;
        }
    }

    private final DeliveryConfig config;
    private final Map<Object, Scope> scopes = new ConcurrentHashMap<>();

    Quotas(DeliveryConfig config) {
        this.config = config;
    }

    /** Lets one more connection in, unless the user, the tenant or the address has too many. */
    Optional<Share> enter(Place place) {
        List<Integer> max = List.of(
                config.maxConnectionsPerUser(), config.maxConnectionsPerTenant(), config.maxConnectionsPerAddress());
        List<Allowances> allowances = new ArrayList<>();
        allowances.add(Allowances.of(config, 1));
        List<Object> wanted = place.scopes();
        for (int i = 0; i < wanted.size(); i++) {
            Optional<Scope> scope = enter(wanted.get(i), max.get(i), i == 0 ? SHARED : max.get(i));
            if (scope.isEmpty()) {
                wanted.subList(0, i).forEach(this::leave);
                return Optional.empty();
            }
            allowances.add(scope.get().allowances);
        }
        return Optional.of(new Share(allowances));
    }

    /** A connection that was let in is closed. */
    void leave(Place place) {
        place.scopes().forEach(this::leave);
    }

    private Optional<Scope> enter(Object key, int max, int times) {
        boolean[] entered = new boolean[1];
        Scope scope = scopes.compute(key, (name, present) -> {
            Scope here = present == null ? new Scope(Allowances.of(config, times)) : present;
            entered[0] = here.connections < max;
            here.connections += entered[0] ? 1 : 0;
            return here;
        });
        return entered[0] ? Optional.of(scope) : Optional.empty();
    }

    private void leave(Object key) {
        scopes.computeIfPresent(key, (name, scope) -> --scope.connections == 0 ? null : scope);
    }
}
