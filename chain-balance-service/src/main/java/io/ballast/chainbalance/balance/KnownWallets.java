package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.PgObservations;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.PgWallets;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is stored of an owner's wallets: from Redis if it is there, else from the database. Never waits for a chain. */
@ApplicationScoped
public class KnownWallets {

    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final PgObservations observations;
    private final WalletCache cache;

    KnownWallets(RowSecurity rowSecurity, PgWallets wallets, PgObservations observations, WalletCache cache) {
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.observations = observations;
        this.cache = cache;
    }

    /** At most as many as one owner may have, the oldest first. */
    Uni<List<KnownWallet>> of(String tenant, Owner owner) {
        return cache.read(tenant, owner).chain(found -> switch (found) {
            case WalletCache.Found.Wallets(List<KnownWallet> known) ->
                Uni.createFrom().item(known);
            case WalletCache.Found.Nothing(String generation) -> fill(tenant, owner, generation);
            case WalletCache.Found.NoAnswer none -> stored(tenant, owner);
        });
    }

    /** The same from the database, whatever Redis has. */
    Uni<List<KnownWallet>> stored(String tenant, Owner owner) {
        return rowSecurity.read(
                tenant,
                connection -> wallets.ofOwner(connection, tenant, owner)
                        .chain(all -> withObservations(connection, tenant, all)));
    }

    private Uni<List<KnownWallet>> fill(String tenant, Owner owner, String generation) {
        return stored(tenant, owner).invoke(known -> cache.fill(tenant, owner, generation, known));
    }

    private Uni<List<KnownWallet>> withObservations(SqlConnection connection, String tenant, List<Wallet> all) {
        List<UUID> ids = all.stream().map(Wallet::id).toList();
        return observations.load(connection, tenant, ids).map(stored -> known(all, stored.values()));
    }

    private static List<KnownWallet> known(List<Wallet> all, Collection<Observation> stored) {
        Map<UUID, List<Observation>> byWallet = Observation.byWallet(stored);
        return all.stream()
                .map(wallet -> new KnownWallet(wallet, byWallet.getOrDefault(wallet.id(), List.of())))
                .toList();
    }
}
