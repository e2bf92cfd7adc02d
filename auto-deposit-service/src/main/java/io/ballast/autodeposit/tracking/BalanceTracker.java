package io.ballast.autodeposit.tracking;

import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.snapshot.NewSnapshot;
import io.ballast.autodeposit.snapshot.PgSnapshots;
import io.ballast.autodeposit.snapshot.SnapshotType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Takes an observation in: the wallet's last known balance and its history change together or not at all. */
@ApplicationScoped
public class BalanceTracker {

    private final PgWallets wallets;
    private final PgSnapshots snapshots;
    private final RowSecurity rowSecurity;

    BalanceTracker(PgWallets wallets, PgSnapshots snapshots, RowSecurity rowSecurity) {
        this.wallets = wallets;
        this.snapshots = snapshots;
        this.rowSecurity = rowSecurity;
    }

    /**
     * Decides what the observation means and writes it.
     *
     * @param connection an open transaction with its tenant set; the caller commits it, together with whatever else
     *     belongs to the observation
     * @return the decision; after a {@link Tracking.Contradiction} the caller must roll back
     */
    public Uni<Tracking> track(SqlConnection connection, BalanceObservation observation, SnapshotType type) {
        return rowSecurity
                .actAsService(connection)
                .chain(() -> wallets.lock(connection, observation))
                .map(wallet -> decide(wallet, observation))
                .call(tracking -> write(connection, observation, tracking, type));
    }

    private static Tracking decide(Optional<TrackedWallet> wallet, BalanceObservation observation) {
        return wallet.map(known -> TrackingRules.decide(known, observation)).orElseGet(() -> foreign(observation));
    }

    private static Tracking foreign(BalanceObservation observation) {
        return new Tracking.Contradiction("another tenant has a wallet " + observation.walletId());
    }

    private Uni<Void> write(
            SqlConnection connection, BalanceObservation observation, Tracking tracking, SnapshotType type) {
        return switch (tracking) {
            case Tracking.Recorded recorded ->
                wallets.record(connection, observation)
                        .map(at -> snapshot(observation, recorded, type, at))
                        .chain(snapshot -> snapshots.insert(connection, snapshot));
            case Tracking.Stale stale -> Uni.createFrom().voidItem();
            case Tracking.Contradiction contradiction -> Uni.createFrom().voidItem();
        };
    }

    private static NewSnapshot snapshot(
            BalanceObservation observation, Tracking.Recorded recorded, SnapshotType type, OffsetDateTime at) {
        return new NewSnapshot(
                observation.walletId(), observation.userId(), recorded.balance(), recorded.previous(), type, at);
    }
}
