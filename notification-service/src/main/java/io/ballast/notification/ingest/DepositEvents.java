package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.events.deposit.BalanceAlert;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositFailed;
import io.ballast.events.deposit.DepositHeld;
import io.ballast.events.deposit.DepositSubmitted;
import io.ballast.events.deposit.DepositTriggered;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the events of auto-deposit from Kafka: what becomes of a user's money on its way into a vault, and alerts of large changes. */
@ApplicationScoped
public class DepositEvents {

    private final EventReceiver receiver;
    private final Publisher publisher;

    DepositEvents(EventReceiver receiver, Publisher publisher) {
        this.receiver = receiver;
        this.publisher = publisher;
    }

    @Incoming("deposits")
    Uni<Void> consume(ConsumerRecord<String, String> message) {
        return receiver.receive(message, this::apply);
    }

    private Uni<Void> apply(Event<?> event) {
        return switch (event.data()) {
            case DepositTriggered data -> publish(event, data.userId());
            case DepositSubmitted data -> publish(event, data.userId());
            case DepositConfirmed data -> publish(event, data.userId());
            case DepositFailed data -> publish(event, data.userId());
            case DepositHeld data -> publish(event, data.userId());
            case BalanceAlert data -> publish(event, data.userId());
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> publish(Event<?> event, String userId) {
        User user = new User(event.tenant(), userId);
        return publisher.publish(List.of(Arrival.happening(event, user, event.data(), Optional.empty())));
    }
}
