package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.PgObservations;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.PgWallets;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What PostgreSQL has of an owner's wallets, by one round trip: an answer that Redis does not have costs little more. */
@ApplicationScoped
class PgKnownWallets {

    private static final String KNOWN_OF_OWNER = "select * from known_of_owner($1, $2, $3)";

    private final Pool pool;
    private final PgObservations observations;

    PgKnownWallets(Pool pool, PgObservations observations) {
        this.pool = pool;
        this.observations = observations;
    }

    /** At most as many as one owner may have, the oldest first. */
    Uni<KnownOwner> of(String tenant, Owner owner) {
        return pool.preparedQuery(KNOWN_OF_OWNER)
                .execute(Tuple.of(tenant, owner.type().code(), owner.id()))
                .map(this::known);
    }

    private KnownOwner known(RowSet<Row> rows) {
        Map<Wallet, List<Observation>> byWallet = new LinkedHashMap<>();
        for (Row row : rows) {
            List<Observation> ofWallet = byWallet.computeIfAbsent(PgWallets.ofRow(row), unused -> new ArrayList<>());
            if (row.getString("asset") != null) {
                ofWallet.add(observations.ofRow(row));
            }
        }
        return new KnownOwner(byWallet.entrySet().stream()
                .map(wallet -> new KnownWallet(wallet.getKey(), List.copyOf(wallet.getValue())))
                .toList());
    }
}
