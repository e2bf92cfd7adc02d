package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.deposit.Plan;
import io.ballast.autodeposit.execution.Networks.Connected;
import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.snapshot.SnapshotType;
import io.ballast.autodeposit.stellar.StellarAccounts.Holding;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.autodeposit.work.PgWork;
import io.ballast.events.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at a user's wallets because they asked, and decides as the background does. */
@ApplicationScoped
class AutoDepositCheck {

    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final Networks networks;
    private final ChainCalls calls;
    private final IncomeLook look;
    private final DepositPlanner planner;
    private final Outbox outbox;
    private final PgWork work;

    AutoDepositCheck(
            RowSecurity rowSecurity,
            PgWallets wallets,
            Networks networks,
            ChainCalls calls,
            IncomeLook look,
            DepositPlanner planner,
            Outbox outbox,
            PgWork work) {
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.networks = networks;
        this.calls = calls;
        this.look = look;
        this.planner = planner;
        this.outbox = outbox;
        this.work = work;
    }

    Uni<List<AutoDepositView>> check(Caller caller) {
        return rowSecurity
                .read(caller, connection -> wallets.ofUser(connection, caller.userId()))
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(wallet -> check(caller, wallet))
                .collect()
                .asList();
    }

    private Uni<AutoDepositView> check(Caller caller, TrackedWallet wallet) {
        return networks.find(wallet.network())
                .map(network -> check(caller, wallet, network))
                .orElseGet(() -> Uni.createFrom().item(without(wallet, "network_off")));
    }

    private Uni<AutoDepositView> check(Caller caller, TrackedWallet wallet, Connected network) {
        return lookIfPossible(caller, wallet, network)
                .chain(() -> calls.run(() -> network.accounts().usdc(wallet.publicKey())))
                .chain(holding -> holding.map(held -> check(caller, wallet, held))
                        .orElseGet(() -> Uni.createFrom().item(without(wallet, "no_account"))))
                .onFailure(ChainUnavailable.class)
                .recoverWithItem(() -> without(wallet, "network_unavailable"));
    }

    /** What came in since the last balance is asked for: nobody needs to wait for the events. */
    private Uni<Void> lookIfPossible(Caller caller, TrackedWallet wallet, Connected network) {
        OptionalLong since = wallet.lookFrom().isPresent() ? wallet.lookFrom() : wallet.balanceHeight();
        return since.isPresent()
                ? look.look(caller.tenant(), wallet, network, since.getAsLong()).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<AutoDepositView> check(Caller caller, TrackedWallet wallet, Holding holding) {
        return planner.plan(caller.tenant(), wallet.id(), holding, Optional.of(SnapshotType.MANUAL))
                .call(() -> wake(caller, wallet))
                .map(planned -> view(wallet, holding, planned));
    }

    /** The background carries it on, at once. */
    private Uni<Void> wake(Caller caller, TrackedWallet wallet) {
        return outbox.inTransaction(
                caller.tenant(),
                transaction -> rowSecurity
                        .actAsService(transaction.connection())
                        .chain(() -> work.wake(transaction.connection(), wallet.id())));
    }

    private static AutoDepositView view(TrackedWallet wallet, Holding holding, Planned planned) {
        Optional<UsdcAmount> amount =
                planned.plan() instanceof Plan.Deposit deposit ? Optional.of(deposit.amount()) : Optional.empty();
        boolean triggered = amount.isPresent() && !planned.dryRun();
        return new AutoDepositView(
                wallet.id(),
                wallet.network(),
                holding.available().value(),
                planned.previous().map(UsdcAmount::value).orElse(null),
                triggered,
                amount.map(UsdcAmount::value).orElse(null),
                planned.depositId().orElse(null),
                reason(planned, triggered));
    }

    private static String reason(Planned planned, boolean triggered) {
        if (planned.plan() instanceof Plan.Nothing nothing) {
            return nothing.reason().wireName();
        }
        return triggered ? null : "dry_run";
    }

    private static AutoDepositView without(TrackedWallet wallet, String reason) {
        return new AutoDepositView(
                wallet.id(),
                wallet.network(),
                null,
                wallet.previousBalance().map(UsdcAmount::value).orElse(null),
                false,
                null,
                null,
                reason);
    }
}
