package io.ballast.chainbalance.history;

import io.ballast.chainbalance.finality.Finalities;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.PgWallets;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What was known at a time of all wallets of an owner. */
@ApplicationScoped
public class OwnerHistory {

    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final PgHistory history;
    private final Finalities finalities;

    OwnerHistory(RowSecurity rowSecurity, PgWallets wallets, PgHistory history, Finalities finalities) {
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.history = history;
        this.finalities = finalities;
    }

    /**
     * One wallet at a time.
     *
     * @param unknown assets that are read for it now and of which nothing was known then
     */
    public record WalletAt(Wallet wallet, List<BalancesAtView.BalanceAt> balances, Set<String> unknown) {}

    /** Of the wallets that were registered by then and still are, the oldest first. */
    public Uni<List<WalletAt>> at(String tenant, Owner owner, Instant time) {
        return rowSecurity.read(
                tenant,
                connection -> wallets.ofOwner(connection, tenant, owner)
                        .map(all -> all.stream()
                                .filter(wallet -> !wallet.createdAt().isAfter(time))
                                .toList())
                        .chain(known -> at(connection, tenant, known, time)));
    }

    private Uni<List<WalletAt>> at(SqlConnection connection, String tenant, List<Wallet> known, Instant time) {
        return history.at(connection, tenant, known.stream().map(Wallet::id).toList(), time)
                .map(found ->
                        known.stream().map(wallet -> walletAt(wallet, found)).toList());
    }

    private WalletAt walletAt(Wallet wallet, PgHistory.Moment found) {
        return new WalletAt(
                wallet,
                found.values().getOrDefault(wallet.id(), List.of()).stream()
                        .map(value -> value.by(finalities.of(wallet.network())))
                        .map(BalancesAtView.BalanceAt::of)
                        .toList(),
                found.unknown().getOrDefault(wallet.id(), Set.of()));
    }
}
