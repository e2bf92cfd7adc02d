package io.ballast.autodeposit.ingest;

import io.ballast.autodeposit.credit.PgCredits;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.tracking.BalanceObservation;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.autodeposit.tracking.Tracking;
import io.ballast.autodeposit.work.PgWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Notices a balance that grew by more than the credits that are known. The chain is then asked what came in: a number alone does
 * not say whether the vault gave it back, and the same transfer found twice is one credit only by its identity.
 */
@ApplicationScoped
class UnexplainedIncome {

    private final PgCredits credits;
    private final PgWallets wallets;
    private final PgWork work;
    private final RowSecurity rowSecurity;

    UnexplainedIncome(PgCredits credits, PgWallets wallets, PgWork work, RowSecurity rowSecurity) {
        this.credits = credits;
        this.wallets = wallets;
        this.work = work;
        this.rowSecurity = rowSecurity;
    }

    /** The wallet before the observation, locked until the transaction ends; empty if it was not known. */
    Uni<Optional<TrackedWallet>> before(SqlConnection connection, BalanceObservation observation) {
        return rowSecurity.actAsService(connection).chain(() -> wallets.find(connection, observation.walletId()));
    }

    /** @param before the wallet before the observation; where the ledger of its balance is not known, nothing can be asked */
    Uni<Void> note(
            SqlConnection connection,
            Optional<TrackedWallet> before,
            BalanceObservation observation,
            Tracking tracking) {
        long from = before.map(TrackedWallet::balanceHeight)
                        .orElse(OptionalLong.empty())
                        .orElse(Long.MAX_VALUE - 1)
                + 1;
        return tracking instanceof Tracking.Increase increase && from <= observation.height()
                ? note(connection, before.orElseThrow(), observation, increase, from)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> note(
            SqlConnection connection,
            TrackedWallet before,
            BalanceObservation observation,
            Tracking.Increase increase,
            long from) {
        return credits.between(connection, before.id(), from, observation.height())
                .chain(known -> known.compareTo(increase.amount()) < 0
                        ? ask(connection, before, from)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> ask(SqlConnection connection, TrackedWallet wallet, long from) {
        return wallets.lookFrom(connection, wallet.id(), from).chain(() -> work.wake(connection, wallet.id()));
    }
}
