package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.wallet.Owner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What is stored of an owner's wallets: from Redis if it is there, else from the database. Never waits for a chain. */
@ApplicationScoped
public class KnownWallets {

    private final PgKnownWallets database;
    private final WalletCache cache;

    KnownWallets(PgKnownWallets database, WalletCache cache) {
        this.database = database;
        this.cache = cache;
    }

    /** At most as many as one owner may have, the oldest first. */
    Uni<KnownOwner> of(String tenant, Owner owner) {
        return cache.read(tenant, owner).chain(found -> switch (found) {
            case WalletCache.Found.Wallets(KnownOwner known) -> Uni.createFrom().item(known);
            case WalletCache.Found.Nothing(String generation) -> fill(tenant, owner, generation);
            case WalletCache.Found.NoAnswer none -> stored(tenant, owner);
        });
    }

    /** The same from the database, whatever Redis has. */
    Uni<KnownOwner> stored(String tenant, Owner owner) {
        return database.of(tenant, owner);
    }

    private Uni<KnownOwner> fill(String tenant, Owner owner, String generation) {
        return stored(tenant, owner).invoke(known -> cache.fill(tenant, owner, generation, known));
    }
}
