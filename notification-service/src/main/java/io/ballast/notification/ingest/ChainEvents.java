package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainBalanceReorged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.notification.state.WalletState;
import io.ballast.notification.state.WalletStates;
import io.ballast.notification.stream.Publication.Version;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events of chain-balance from Kafka: what the chains say of a user's wallets. */
@ApplicationScoped
public class ChainEvents {

    /** Sockets belong to users; a community's wallets concern nobody here. */
    private static final String USER = "user";

    private final EventReceiver receiver;
    private final WalletStates states;
    private final Publisher publisher;

    ChainEvents(EventReceiver receiver, WalletStates states, Publisher publisher) {
        this.receiver = receiver;
        this.states = states;
        this.publisher = publisher;
    }

    @Incoming("chain-balances")
    Uni<Void> consume(ConsumerRecord<String, String> message) {
        return receiver.receive(message, this::apply);
    }

    private Uni<Void> apply(Event<?> event) {
        return switch (event.data()) {
            case ChainBalanceChanged data
            when USER.equals(data.ownerType()) -> changed(event, user(event, data.userId()), state(data));
            case ChainBalanceReorged data
            when USER.equals(data.ownerType()) -> changed(event, user(event, data.userId()), state(data));
            case ChainCreditDetected data
            when USER.equals(data.ownerType()) ->
                publisher.publish(
                        List.of(Arrival.happening(event, user(event, data.userId()), data, Optional.empty())));
            default -> Uni.createFrom().voidItem();
        };
    }

    /** PostgreSQL first, as with the ledger's balances. */
    private Uni<Void> changed(Event<?> event, User user, WalletState state) {
        return states.save(user, state)
                .map(known -> new Version(state.key(), state.version(), known))
                .chain(version -> publisher.state(event, user, event.data(), version));
    }

    private static User user(Event<?> event, String userId) {
        return new User(event.tenant(), userId);
    }

    private static WalletState state(ChainBalanceChanged data) {
        return new WalletState(
                data.walletId(),
                data.asset(),
                data.chain(),
                data.network(),
                data.address(),
                data.role(),
                data.version(),
                data.newBalance(),
                data.asOf());
    }

    private static WalletState state(ChainBalanceReorged data) {
        return new WalletState(
                data.walletId(),
                data.asset(),
                data.chain(),
                data.network(),
                data.address(),
                data.role(),
                data.version(),
                data.newBalance(),
                data.asOf());
    }
}
