package io.ballast.ledger.account;

import io.ballast.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Each tenant's system account of an asset: the other side of top-ups, payments and opening balances. It is opened when it
 * is first needed, may go below zero, and no event tells of it.
 */
@ApplicationScoped
public class SystemAccounts {

    private final Outbox outbox;
    private final Accounts accounts;

    /** An account's id never changes. Bounded by the tenants that our own tokens name, times the assets. */
    private final Map<Key, UUID> known = new ConcurrentHashMap<>();

    SystemAccounts(Outbox outbox, Accounts accounts) {
        this.outbox = outbox;
        this.accounts = accounts;
    }

    /** The id of the tenant's system account; when it arrives, the account exists for every later transaction. */
    public Uni<UUID> of(String tenant, String assetCode) {
        Key key = new Key(tenant, assetCode);
        UUID id = known.get(key);
        if (id != null) {
            return Uni.createFrom().item(id);
        }
        return outbox.inTransaction(tenant, tx -> openIfAbsent(tx.connection(), assetCode))
                .invoke(found -> known.put(key, found));
    }

    private Uni<UUID> openIfAbsent(SqlConnection connection, String assetCode) {
        return accounts.open(connection, Owner.SYSTEM, AccountType.SYSTEM, assetCode)
                .chain(() -> accounts.ofOwner(connection, Owner.SYSTEM, AccountType.SYSTEM, assetCode))
                .map(state -> state.orElseThrow().account().id());
    }

    private record Key(String tenant, String assetCode) {}
}
