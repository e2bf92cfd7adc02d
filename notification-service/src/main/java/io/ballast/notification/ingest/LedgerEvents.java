package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.state.AccountStates;
import io.ballast.notification.stream.Publication.Update;
import io.ballast.notification.stream.Publication.Version;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes the ledger's events from Kafka, one after the other. An event is acknowledged once PostgreSQL and Redis have
 * accepted it, so a crash at any point leads to another delivery, which both recognise.
 */
@ApplicationScoped
public class LedgerEvents {

    /** Sockets belong to users; events of companies and of the system concern nobody here. */
    private static final String USER = "user";

    private final EventReceiver receiver;
    private final AccountStates states;
    private final Publisher publisher;
    private final UpdatesConfig updates;

    LedgerEvents(EventReceiver receiver, AccountStates states, Publisher publisher, UpdatesConfig updates) {
        this.receiver = receiver;
        this.states = states;
        this.publisher = publisher;
        this.updates = updates;
    }

    @Incoming("ledger-balances")
    Uni<Void> consume(ConsumerRecord<String, String> message) {
        return receiver.receive(message, this::apply);
    }

    private Uni<Void> apply(Event<?> event) {
        return switch (event.data()) {
            case BalanceUpdated data when USER.equals(data.ownerType()) -> updated(event, data);
            case TransactionCompleted data when USER.equals(data.ownerType()) -> completed(event, data);
            case TransactionFailed data when USER.equals(data.ownerType()) -> failed(event, data);
            case BalanceInsufficient data when USER.equals(data.ownerType()) -> insufficient(event, data);
            case BalanceHeld data when USER.equals(data.ownerType()) -> held(event, data);
            default -> Uni.createFrom().voidItem();
        };
    }

    /** PostgreSQL first: a socket that opens meanwhile may see the balance early, but never an old one after a new one. */
    private Uni<Void> updated(Event<?> event, BalanceUpdated data) {
        User user = new User(event.tenant(), data.userId());
        AccountState state =
                new AccountState(data.accountId(), data.asset(), data.version(), data.newBalance(), data.timestamp());
        return states.save(user, state)
                .map(known -> new Version(data.accountId(), data.version(), known))
                .chain(version -> publisher.state(
                        event,
                        user,
                        Payloads.Updated.of(data),
                        version,
                        message(event.tenant(), BalanceUpdate.of(data))));
    }

    private Uni<Void> completed(Event<?> event, TransactionCompleted data) {
        User user = new User(event.tenant(), data.userId());
        return happened(event, user, Payloads.Completed.of(data), BalanceUpdate.of(data));
    }

    /** The event does not tell the balance, which the reference's message has. */
    private Uni<Void> failed(Event<?> event, TransactionFailed data) {
        User user = new User(event.tenant(), data.userId());
        return states.of(user)
                .map(accounts -> BalanceUpdate.of(data, balance(accounts, data.accountId())))
                .chain(update -> happened(event, user, Payloads.Failed.of(data), update));
    }

    private Uni<Void> insufficient(Event<?> event, BalanceInsufficient data) {
        User user = new User(event.tenant(), data.userId());
        return happened(event, user, Payloads.Insufficient.of(data), BalanceUpdate.of(data));
    }

    /** The balance is as it was, so that the reference's channel has no message for it. */
    private Uni<Void> held(Event<?> event, BalanceHeld data) {
        User user = new User(event.tenant(), data.userId());
        return publisher.happening(event, user, Payloads.Held.of(data), Optional.empty());
    }

    private Uni<Void> happened(Event<?> event, User user, Object payload, BalanceUpdate update) {
        return publisher.happening(event, user, payload, message(event.tenant(), update));
    }

    private Optional<Update> message(String tenant, BalanceUpdate update) {
        if (!updates.enabled()) {
            return Optional.empty();
        }
        String channel = tenant.equals(updates.defaultTenant())
                ? updates.channel()
                : "tenant:" + tenant + ":" + updates.channel();
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
