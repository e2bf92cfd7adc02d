package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.Deposit;
import io.ballast.autodeposit.deposit.DepositState;
import io.ballast.autodeposit.deposit.PgDeposits;
import io.ballast.autodeposit.deposit.Plan;
import io.ballast.autodeposit.deposit.Progress;
import io.ballast.autodeposit.execution.Networks.Connected;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.snapshot.SnapshotType;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.autodeposit.work.Claim;
import io.ballast.autodeposit.work.PgWork;
import io.ballast.events.background.Periodic;
import io.ballast.events.outbox.Outbox;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Works on the wallets that are due: carries their deposit on, or decides on the next one. Claims keep replicas out of each other's
 * way; that a deposit is safe does not depend on them.
 */
@ApplicationScoped
class DepositWorker {

    private static final Logger LOG = Logger.getLogger(DepositWorker.class);
    private static final int SLOWEST = 10;
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    private final Vertx vertx;
    private final PgWork work;
    private final Outbox outbox;
    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final PgDeposits deposits;
    private final DepositPlanner planner;
    private final DepositRecorder recorder;
    private final Networks networks;
    private final ChainCalls calls;
    private final IncomeLook income;
    private final ForgottenDeposits forgotten;
    private final DepositConfig config;
    private final List<Periodic> lanes = new ArrayList<>();

    DepositWorker(
            Vertx vertx,
            PgWork work,
            Outbox outbox,
            RowSecurity rowSecurity,
            PgWallets wallets,
            PgDeposits deposits,
            DepositPlanner planner,
            DepositRecorder recorder,
            Networks networks,
            ChainCalls calls,
            IncomeLook income,
            ForgottenDeposits forgotten,
            DepositConfig config) {
        this.vertx = vertx;
        this.work = work;
        this.outbox = outbox;
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.deposits = deposits;
        this.planner = planner;
        this.recorder = recorder;
        this.networks = networks;
        this.calls = calls;
        this.income = income;
        this.forgotten = forgotten;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        for (int lane = 0; config.enabled() && lane < config.lanes(); lane++) {
            lanes.add(Periodic.start(vertx, "working on deposits", config.interval(), this::turn));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        lanes.forEach(Periodic::stop);
    }

    /** A wallet and its deposit, if one is under way. */
    private record Found(TrackedWallet wallet, Optional<Deposit> active) {}

    private Uni<Void> turn() {
        return work.claim(config.batch(), config.lease())
                .onItem()
                .transformToMulti(claims -> Multi.createFrom().iterable(claims))
                .onItem()
                .transformToUni(this::work)
                .merge(config.batch())
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** One wallet's failure keeps no other from its turn; its claim ends with the lease, or is due again soon. */
    private Uni<Void> work(Claim claim) {
        return goOn(claim)
                .onFailure()
                .invoke(failure -> LOG.warnf("wallet=%s could not be worked on: %s", claim.walletId(), failure))
                .onFailure()
                .recoverWithItem(Optional.of(config.pause().multipliedBy(SLOWEST)))
                .chain(pause -> work.release(claim, pause))
                .onFailure()
                .recoverWithNull();
    }

    /** How long the wallet rests now; empty until it is woken. */
    private Uni<Optional<Duration>> goOn(Claim claim) {
        return find(claim)
                .chain(found -> networks.find(found.wallet().network())
                        .map(network -> goOn(claim, found, network))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Duration>> goOn(Claim claim, Found found, Connected network) {
        if (found.wallet().doubtFrom().isPresent()) {
            return forgotten
                    .settle(claim.tenant(), found.wallet(), found.active(), network)
                    .chain(pause ->
                            pause.isEmpty() ? goOn(claim) : Uni.createFrom().item(pause));
        }
        return found.active()
                .map(deposit -> carryOn(claim, deposit, network))
                .orElseGet(() -> lookIfNeeded(claim, found.wallet(), network)
                        .chain(all -> begin(claim, found.wallet(), network).map(rest -> all ? rest : soon(rest))));
    }

    /** A server that is behind is asked again. */
    private Optional<Duration> soon(Optional<Duration> rest) {
        return rest.filter(pause -> pause.compareTo(config.pause()) < 0).or(() -> Optional.of(config.pause()));
    }

    /** What was written need not be read again: whoever writes says which version they go on from. */
    private Uni<Optional<Duration>> carryOn(Claim claim, Deposit deposit, Connected network) {
        if (deposit.progress().state().isFinal()) {
            return goOn(claim);
        }
        if (!deposit.progress().state().isUnderWay()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return calls.run(() -> network.engine().step(deposit.order(), deposit.progress()))
                .chain(step -> recorder.record(deposit, step.progress())
                        .chain(written -> written && !step.waiting()
                                ? carryOn(claim, deposit.writtenAs(step.progress()), network)
                                : Uni.createFrom().item(Optional.of(pause(step.progress())))));
    }

    /** Whether all income is known, as far as anybody can tell. */
    private Uni<Boolean> lookIfNeeded(Claim claim, TrackedWallet wallet, Connected network) {
        boolean look = wallet.lookFrom().isPresent()
                || claim.hastened() && wallet.balanceHeight().isPresent();
        long from = wallet.lookFrom().orElse(wallet.balanceHeight().orElse(0));
        return look
                ? income.look(claim.tenant(), wallet, network, from)
                : Uni.createFrom().item(true);
    }

    private static Optional<SnapshotType> noted(Claim claim) {
        return claim.hastened() ? Optional.of(SnapshotType.WEBHOOK) : Optional.empty();
    }

    /** The network is asked only where there can be something to deposit. */
    private Uni<Optional<Duration>> begin(Claim claim, TrackedWallet wallet, Connected network) {
        return hasIncome(claim)
                .chain(has -> has || claim.hastened()
                        ? calls.run(() -> network.accounts().usdc(wallet.publicKey()))
                                .chain(holding -> holding.isEmpty()
                                        ? Uni.createFrom().item(Optional.<Duration>empty())
                                        : planner.plan(claim.tenant(), claim.walletId(), holding.get(), noted(claim))
                                                .chain(planned -> begun(claim, planned)))
                        : Uni.createFrom().item(Optional.<Duration>empty()));
    }

    private Uni<Optional<Duration>> begun(Claim claim, Planned planned) {
        return switch (planned.plan()) {
            case Plan.Deposit deposit -> planned.dryRun() ? Uni.createFrom().item(Optional.empty()) : goOn(claim);
            case Plan.Nothing nothing ->
                Uni.createFrom().item(nothing.lookAgainAt().map(time -> until(planned.now(), time)));
        };
    }

    private static Duration until(Instant now, Instant time) {
        Duration pause = Duration.between(now, time);
        Duration bounded = pause.compareTo(LONGEST_REST) < 0 ? pause : LONGEST_REST;
        return bounded.compareTo(Duration.ofSeconds(1)) > 0 ? bounded : Duration.ofSeconds(1);
    }

    private Uni<Found> find(Claim claim) {
        return outbox.inTransaction(
                claim.tenant(),
                transaction -> rowSecurity
                        .actAsService(transaction.connection())
                        .chain(() -> wallets.find(transaction.connection(), claim.walletId()))
                        .map(Optional::orElseThrow)
                        .chain(wallet -> deposits.active(transaction.connection(), claim.walletId())
                                .map(active -> new Found(wallet, active))));
    }

    private Uni<Boolean> hasIncome(Claim claim) {
        return outbox.inTransaction(
                claim.tenant(),
                transaction -> rowSecurity
                        .actAsService(transaction.connection())
                        .chain(() -> planner.hasIncome(transaction.connection(), claim.walletId())));
    }

    private Duration pause(Progress progress) {
        boolean early = progress.state() != DepositState.SUBMITTED || progress.tries() < SLOWEST;
        return early ? config.pause() : config.pause().multipliedBy(Math.min(SLOWEST, progress.tries() / SLOWEST));
    }
}
