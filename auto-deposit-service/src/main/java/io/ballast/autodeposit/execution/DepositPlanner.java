package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.alert.BalanceAlerts;
import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.credit.OpenCredit;
import io.ballast.autodeposit.credit.PgCredits;
import io.ballast.autodeposit.credit.UnexplainedIncome;
import io.ballast.autodeposit.deposit.Deposit;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.PgDeposits;
import io.ballast.autodeposit.deposit.PgDeposits.Recent;
import io.ballast.autodeposit.deposit.Plan;
import io.ballast.autodeposit.deposit.PlanFacts;
import io.ballast.autodeposit.deposit.PlanRules;
import io.ballast.autodeposit.rule.DepositRule;
import io.ballast.autodeposit.rule.PgPauses;
import io.ballast.autodeposit.rule.PgRules;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.snapshot.NewSnapshot;
import io.ballast.autodeposit.snapshot.PgSnapshots;
import io.ballast.autodeposit.snapshot.SnapshotType;
import io.ballast.autodeposit.stellar.StellarAccounts.Holding;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.autodeposit.work.PgWork;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides on a wallet's next deposit and writes it, with the credits that it takes, the snapshot and the event, in one transaction
 * that holds the wallet: two replicas decide one after the other.
 */
@ApplicationScoped
public class DepositPlanner {

    private final Outbox outbox;
    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final PgRules rules;
    private final PgPauses pauses;
    private final PgCredits credits;
    private final UnexplainedIncome unexplained;
    private final BalanceAlerts alerts;
    private final PgDeposits deposits;
    private final PgSnapshots snapshots;
    private final PgWork work;
    private final Networks networks;
    private final DepositJournal journal;

    DepositPlanner(
            Outbox outbox,
            RowSecurity rowSecurity,
            PgWallets wallets,
            PgRules rules,
            PgPauses pauses,
            PgCredits credits,
            UnexplainedIncome unexplained,
            BalanceAlerts alerts,
            PgDeposits deposits,
            PgSnapshots snapshots,
            PgWork work,
            Networks networks,
            DepositJournal journal) {
        this.outbox = outbox;
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.rules = rules;
        this.pauses = pauses;
        this.credits = credits;
        this.unexplained = unexplained;
        this.alerts = alerts;
        this.deposits = deposits;
        this.snapshots = snapshots;
        this.work = work;
        this.networks = networks;
        this.journal = journal;
    }

    /** All that was read for a decision. */
    private record Facts(
            TrackedWallet wallet,
            DepositRule rule,
            boolean paused,
            List<OpenCredit> open,
            Recent recent,
            Optional<Deposit> active,
            Optional<Instant> planAfter) {}

    /**
     * Decides.
     *
     * @param holding what the wallet can spend now
     * @param noted as what the balance is noted where nothing is deposited; empty for not at all
     */
    Uni<Planned> plan(String tenant, UUID walletId, Holding holding, Optional<SnapshotType> noted) {
        return outbox.inTransaction(
                tenant,
                transaction -> rowSecurity
                        .actAsService(transaction.connection())
                        .chain(() -> facts(transaction.connection(), walletId))
                        .chain(facts -> decide(transaction, facts, holding, noted)));
    }

    /** Whether it is worth asking the network what the wallet holds. */
    Uni<Boolean> hasIncome(SqlConnection connection, UUID walletId) {
        return rules.find(connection, walletId)
                .chain(rule -> rule.enabled()
                        ? credits.open(connection, walletId).map(open -> !open.isEmpty())
                        : Uni.createFrom().item(false));
    }

    private Uni<Facts> facts(SqlConnection connection, UUID walletId) {
        return wallets.find(connection, walletId)
                .map(Optional::orElseThrow)
                .chain(wallet -> rules.find(connection, walletId)
                        .chain(rule ->
                                pauses.isPaused(connection).chain(paused -> facts(connection, wallet, rule, paused))));
    }

    /**
     * Whether a deposit is under way is asked first, because each statement sees what is committed by then: a deposit that ends in
     * between is among the recent ones. The other way round it would be in neither, and the balance from before it pass for the
     * present one.
     */
    private Uni<Facts> facts(SqlConnection connection, TrackedWallet wallet, DepositRule rule, boolean paused) {
        return deposits.active(connection, wallet.id())
                .chain(active -> Uni.combine()
                        .all()
                        .unis(
                                credits.open(connection, wallet.id()),
                                deposits.recent(connection, wallet.id(), rule.dryRun()),
                                work.planAfter(connection, wallet.id()))
                        .with((open, recent, planAfter) ->
                                new Facts(wallet, rule, paused, open, recent, active, planAfter)));
    }

    private Uni<Planned> decide(
            OutboxTransaction transaction, Facts facts, Holding holding, Optional<SnapshotType> noted) {
        Plan plan = plan(facts, holding);
        return plan instanceof Plan.Deposit deposit
                ? begin(transaction, facts, holding, deposit)
                : note(transaction, facts, holding, noted)
                        .replaceWith(new Planned(
                                plan,
                                facts.active().map(active -> active.order().id()),
                                facts.rule().dryRun(),
                                facts.wallet().previousBalance(),
                                facts.recent().now()));
    }

    private static Plan plan(Facts facts, Holding holding) {
        if (facts.active().isPresent()) {
            return new Plan.Nothing(Plan.Reason.DEPOSIT_UNDER_WAY, Optional.empty());
        }
        Instant now = facts.recent().now();
        Plan plan = PlanRules.plan(new PlanFacts(
                facts.rule(),
                facts.paused() || facts.wallet().doubtFrom().isPresent(),
                facts.open(),
                holding.available(),
                isOutdated(facts, holding),
                facts.recent().lastDay(),
                facts.recent().firstOfDay().map(first -> first.plusSeconds(24 * 3600)),
                facts.recent().lastAt(),
                now));
        boolean resting = facts.planAfter().filter(now::isBefore).isPresent();
        return plan instanceof Plan.Deposit && resting
                ? new Plan.Nothing(Plan.Reason.COOLING_DOWN, facts.planAfter())
                : plan;
    }

    /**
     * The balance was read before this transaction: a deposit may have ended meanwhile, or a newer balance may be known. What is
     * there now is not that.
     */
    private static boolean isOutdated(Facts facts, Holding holding) {
        long known = Math.max(
                facts.wallet().balanceHeight().orElse(0),
                facts.recent().lastLedger().orElse(0));
        return holding.ledger() < known;
    }

    private Uni<Planned> begin(OutboxTransaction transaction, Facts facts, Holding holding, Plan.Deposit plan) {
        SqlConnection connection = transaction.connection();
        Order order = order(transaction.tenant(), facts, holding, plan);
        UUID snapshotId = UUID.randomUUID();
        boolean dryRun = facts.rule().dryRun();
        return check(transaction, facts.wallet(), holding)
                .map(at -> snapshot(facts.wallet(), holding, SnapshotType.AUTO_DEPOSIT_TRIGGER, at))
                .chain(snapshot -> snapshots.insertTrigger(connection, snapshotId, snapshot, order.amount()))
                .chain(() -> allocate(connection, plan.allocations()))
                .chain(() -> deposits.insert(connection, order, snapshotId, dryRun, plan.allocations()))
                .chain(() -> transaction.publish(
                        dryRun
                                ? List.of()
                                : List.of(DepositEvents.triggered(
                                        order, facts.recent().now()))))
                .invoke(() -> journal.began(order, dryRun))
                .replaceWith(new Planned(
                        plan,
                        Optional.of(order.id()),
                        dryRun,
                        facts.wallet().previousBalance(),
                        facts.recent().now()));
    }

    private Uni<Void> allocate(SqlConnection connection, List<Plan.Allocation> allocations) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Plan.Allocation each : allocations) {
            all = all.chain(() -> credits.allocate(connection, each.creditId(), each.consumed()));
        }
        return all;
    }

    private Uni<Void> note(OutboxTransaction transaction, Facts facts, Holding holding, Optional<SnapshotType> noted) {
        if (noted.isEmpty() || isOutdated(facts, holding)) {
            return Uni.createFrom().voidItem();
        }
        return check(transaction, facts.wallet(), holding)
                .map(at -> snapshot(facts.wallet(), holding, noted.get(), at))
                .chain(snapshot -> snapshots.insert(transaction.connection(), snapshot));
    }

    /** What this balance has more than is known is asked for as with one that was told. */
    private Uni<OffsetDateTime> check(OutboxTransaction transaction, TrackedWallet wallet, Holding holding) {
        SqlConnection connection = transaction.connection();
        return unexplained
                .note(connection, wallet, holding.available(), holding.ledger())
                .chain(() -> alerts.note(transaction, wallet, holding.available()))
                .chain(() -> wallets.check(connection, wallet.id(), holding.available(), holding.ledger()));
    }

    private Order order(String tenant, Facts facts, Holding holding, Plan.Deposit plan) {
        TrackedWallet wallet = facts.wallet();
        UsdcAmount income = facts.open().stream().map(OpenCredit::open).reduce(UsdcAmount.ZERO, UsdcAmount::plus);
        String vault = facts.rule()
                .vault()
                .orElseGet(() -> networks.find(wallet.network()).orElseThrow().usualVault());
        return new Order(
                UUID.randomUUID(),
                tenant,
                wallet.id(),
                wallet.userId(),
                wallet.publicKey(),
                wallet.network(),
                vault,
                plan.amount(),
                holding.available().minusAtMost(income),
                holding.available());
    }

    private static NewSnapshot snapshot(TrackedWallet wallet, Holding holding, SnapshotType type, OffsetDateTime at) {
        return new NewSnapshot(wallet.id(), wallet.userId(), holding.available(), wallet.previousBalance(), type, at);
    }
}
