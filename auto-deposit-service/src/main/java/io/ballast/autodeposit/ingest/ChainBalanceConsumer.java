package io.ballast.autodeposit.ingest;

import io.ballast.autodeposit.alert.BalanceAlerts;
import io.ballast.autodeposit.credit.UnexplainedIncome;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.snapshot.SnapshotType;
import io.ballast.autodeposit.tracking.BalanceObservation;
import io.ballast.autodeposit.tracking.BalanceTracker;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.autodeposit.tracking.Tracking;
import io.ballast.autodeposit.tracking.TrackingJournal;
import io.ballast.events.Event;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.events.inbox.Inbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Gives every balance and every income of a Stellar wallet that chain-balance-service publishes its effect, once. */
@ApplicationScoped
public class ChainBalanceConsumer {

    private static final String CONSUMER = "auto-deposit";

    private final EventReceiver receiver;
    private final Inbox inbox;
    private final BalanceTracker tracker;
    private final TrackingJournal journal;
    private final CreditIngest credits;
    private final UnexplainedIncome unexplained;
    private final BalanceAlerts alerts;
    private final PgWallets wallets;
    private final RowSecurity rowSecurity;

    ChainBalanceConsumer(
            EventReceiver receiver,
            Inbox inbox,
            BalanceTracker tracker,
            TrackingJournal journal,
            CreditIngest credits,
            UnexplainedIncome unexplained,
            BalanceAlerts alerts,
            PgWallets wallets,
            RowSecurity rowSecurity) {
        this.receiver = receiver;
        this.inbox = inbox;
        this.tracker = tracker;
        this.journal = journal;
        this.credits = credits;
        this.unexplained = unexplained;
        this.alerts = alerts;
        this.wallets = wallets;
        this.rowSecurity = rowSecurity;
    }

    @Incoming("chain-balances")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return receiver.receive(record, this::handle);
    }

    private Uni<Void> handle(Event<?> event) {
        return switch (event.data()) {
            case ChainBalanceChanged changed -> handle(event, ObservationReading.of(changed));
            case ChainCreditDetected detected -> handle(event, CreditReading.of(detected));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> handle(Event<?> event, CreditReading reading) {
        return switch (reading) {
            case CreditReading.Irrelevant irrelevant -> Uni.createFrom().voidItem();
            case CreditReading.Unusable unusable -> refuse(unusable.reason());
            case CreditReading.Received received ->
                inbox.once(CONSUMER, event, transaction -> credits.record(transaction.connection(), received))
                        .replaceWithVoid();
        };
    }

    private Uni<Void> handle(Event<?> event, ObservationReading reading) {
        return switch (reading) {
            case ObservationReading.Irrelevant irrelevant -> Uni.createFrom().voidItem();
            case ObservationReading.Unusable unusable -> refuse(unusable.reason());
            case ObservationReading.Observed observed -> track(event, observed.observation());
        };
    }

    /** What is told (log, metrics) is told after the commit: a transaction that is tried again is one observation. */
    private Uni<Void> track(Event<?> event, BalanceObservation observation) {
        AtomicReference<Tracking.Accepted> decision = new AtomicReference<>();
        return inbox.once(CONSUMER, event, transaction -> track(transaction, observation, decision))
                .invoke(isNew -> tell(isNew, observation, decision))
                .replaceWithVoid();
    }

    private Uni<Void> track(
            OutboxTransaction transaction,
            BalanceObservation observation,
            AtomicReference<Tracking.Accepted> decision) {
        SqlConnection connection = transaction.connection();
        return rowSecurity
                .actAsService(connection)
                .chain(() -> wallets.find(connection, observation.walletId()))
                .chain(before -> tracker.track(connection, observation, SnapshotType.POLL)
                        .call(tracking -> explain(connection, before, observation, tracking))
                        .call(tracking -> alert(transaction, before, observation, tracking)))
                .chain(tracking -> settle(tracking, decision));
    }

    private Uni<Void> explain(
            SqlConnection connection,
            Optional<TrackedWallet> before,
            BalanceObservation observation,
            Tracking tracking) {
        return tracking instanceof Tracking.Increase
                ? unexplained.note(connection, before.orElseThrow(), observation.balance(), observation.height())
                : Uni.createFrom().voidItem();
    }

    /** A balance of an older ledger than one that this service read itself is no change that anybody sees. */
    private Uni<Void> alert(
            OutboxTransaction transaction,
            Optional<TrackedWallet> before,
            BalanceObservation observation,
            Tracking tracking) {
        boolean isNews = tracking instanceof Tracking.Recorded
                && before.filter(known -> known.balanceHeight().orElse(0) <= observation.height())
                        .isPresent();
        return isNews
                ? alerts.note(transaction, before.orElseThrow(), observation.balance())
                : Uni.createFrom().voidItem();
    }

    /** A refusal fails the transaction, so that nothing of the event stays, not even that it was seen. */
    private static Uni<Void> settle(Tracking tracking, AtomicReference<Tracking.Accepted> decision) {
        return switch (tracking) {
            case Tracking.Accepted accepted -> Uni.createFrom().voidItem().invoke(() -> decision.set(accepted));
            case Tracking.Contradiction contradiction -> refuse(contradiction.reason());
        };
    }

    private void tell(boolean isNew, BalanceObservation observation, AtomicReference<Tracking.Accepted> decision) {
        if (isNew) {
            journal.tell(observation, decision.get());
        }
    }

    private static Uni<Void> refuse(String reason) {
        return Uni.createFrom().failure(new RefusedEventException(reason));
    }
}
