package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.state.AccountStates;
import io.ballast.notification.stream.Publication.Update;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment.Strategy;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes the ledger's events from Kafka, those together that come together, of each partition in order. They are acknowledged
 * once PostgreSQL and Redis have accepted all of them, so a crash at any point leads to another delivery, which both recognise.
 */
@ApplicationScoped
public class LedgerEvents {

    private static final Logger LOG = Logger.getLogger(LedgerEvents.class);

    /** Sockets belong to users; events of companies and of the system concern nobody here. */
    private static final String USER = "user";

    private final Lanes<KafkaRecord<String, String>> lanes;
    private final AccountStates states;
    private final Publisher publisher;
    private final UpdatesConfig updates;

    LedgerEvents(
            Vertx vertx,
            IngestConfig config,
            BatchReceiver receiver,
            AccountStates states,
            Publisher publisher,
            UpdatesConfig updates) {
        this.lanes = new Lanes<>(
                vertx,
                config.lanes(),
                config.atOnce(),
                KafkaRecord::getPartition,
                records -> receiver.receive(records, this::apply));
        this.states = states;
        this.publisher = publisher;
        this.updates = updates;
    }

    /** Emits when more may be taken; what was taken is acknowledged when it is done. */
    @Incoming("ledger-balances")
    @Acknowledgment(Strategy.MANUAL)
    Uni<Void> consume(KafkaRecordBatch<String, String> batch) {
        return lanes.take(batch.getRecords(), () -> acknowledge(batch));
    }

    /** Nobody waits for it: what is not acknowledged is delivered again, and then recognised. */
    private static void acknowledge(KafkaRecordBatch<String, String> batch) {
        batch.ack().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debugf("Events were not acknowledged: %s", failure);
            }
        });
    }

    /** In their order: what has to be looked up first is looked up when what came before it is done. */
    private Uni<Void> apply(List<Event<?>> events) {
        Uni<Void> done = Uni.createFrom().voidItem();
        List<Arrival> together = new ArrayList<>();
        for (Event<?> event : events) {
            if (event.data() instanceof TransactionFailed data && USER.equals(data.ownerType())) {
                List<Arrival> before = List.copyOf(together);
                together.clear();
                done = done.chain(() -> publish(before)).chain(() -> failed(event, data));
            } else {
                arrival(event).ifPresent(together::add);
            }
        }
        return done.chain(() -> publish(together));
    }

    private Uni<Void> publish(List<Arrival> arrivals) {
        return arrivals.isEmpty() ? Uni.createFrom().voidItem() : publisher.publish(arrivals);
    }

    private Optional<Arrival> arrival(Event<?> event) {
        return switch (event.data()) {
            case BalanceUpdated data when USER.equals(data.ownerType()) -> Optional.of(updated(event, data));
            case TransactionCompleted data
            when USER.equals(data.ownerType()) ->
                Optional.of(happening(
                        event, data.userId(), Payloads.Completed.of(data), message(event, BalanceUpdate.of(data))));
            case BalanceInsufficient data
            when USER.equals(data.ownerType()) ->
                Optional.of(happening(
                        event, data.userId(), Payloads.Insufficient.of(data), message(event, BalanceUpdate.of(data))));
            // the balance is as it was, so that the reference's channel has no message for it
            case BalanceHeld data
            when USER.equals(data.ownerType()) ->
                Optional.of(happening(event, data.userId(), Payloads.Held.of(data), Optional.empty()));
            default -> Optional.empty();
        };
    }

    private Arrival updated(Event<?> event, BalanceUpdated data) {
        AccountState state =
                new AccountState(data.accountId(), data.asset(), data.version(), data.newBalance(), data.timestamp());
        return new Arrival(
                event,
                new User(event.tenant(), data.userId()),
                Payloads.Updated.of(data),
                Optional.of(state),
                message(event, BalanceUpdate.of(data)));
    }

    /** The event does not tell the balance, which the reference's message has. */
    private Uni<Void> failed(Event<?> event, TransactionFailed data) {
        return states.of(new User(event.tenant(), data.userId()))
                .map(accounts -> BalanceUpdate.of(data, balance(accounts, data.accountId())))
                .map(update -> happening(event, data.userId(), Payloads.Failed.of(data), message(event, update)))
                .chain(arrival -> publisher.publish(List.of(arrival)));
    }

    private static Arrival happening(Event<?> event, String userId, Object payload, Optional<Update> update) {
        return Arrival.happening(event, new User(event.tenant(), userId), payload, update);
    }

    private Optional<Update> message(Event<?> event, BalanceUpdate update) {
        if (!updates.enabled()) {
            return Optional.empty();
        }
        String channel = event.tenant().equals(updates.defaultTenant())
                ? updates.channel()
                : "tenant:" + event.tenant() + ":" + updates.channel();
        return Optional.of(new Update(channel, Payloads.json(update)));
    }

    private static BigDecimal balance(List<AccountState> accounts, UUID accountId) {
        return accounts.stream()
                .filter(account -> account.accountId().equals(accountId))
                .map(AccountState::balance)
                .findFirst()
                .orElse(null);
    }
}
