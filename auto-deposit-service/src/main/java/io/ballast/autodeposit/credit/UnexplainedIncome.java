package io.ballast.autodeposit.credit;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.autodeposit.work.PgWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Notices a balance that grew by more than the credits that are known. The chain is then asked what came in: a number alone does
 * not say whether the vault gave it back, and the same transfer found twice is one credit only by its identity.
 */
@ApplicationScoped
public class UnexplainedIncome {

    private final PgCredits credits;
    private final PgWallets wallets;
    private final PgWork work;

    UnexplainedIncome(PgCredits credits, PgWallets wallets, PgWork work) {
        this.credits = credits;
        this.wallets = wallets;
        this.work = work;
    }

    /**
     * Has the chain asked if the new balance is more than what is known explains.
     *
     * @param connection an open transaction of the background path that holds the wallet
     * @param before the wallet before the balance was seen; where the ledger of its balance is not known, nothing can be asked
     * @param ledger in which the balance was seen
     */
    public Uni<Void> note(SqlConnection connection, TrackedWallet before, UsdcAmount balance, long ledger) {
        UsdcAmount grown = before.previousBalance().map(balance::minusAtMost).orElse(UsdcAmount.ZERO);
        long from = before.balanceHeight().orElse(Long.MAX_VALUE - 1) + 1;
        return grown.isZero() || from > ledger
                ? Uni.createFrom().voidItem()
                : credits.between(connection, before.id(), from, ledger)
                        .chain(known -> known.compareTo(grown) < 0
                                ? ask(connection, before, from)
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> ask(SqlConnection connection, TrackedWallet wallet, long from) {
        return wallets.lookFrom(connection, wallet.id(), from).chain(() -> work.wake(connection, wallet.id()));
    }
}
