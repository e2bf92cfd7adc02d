package io.ballast.events.inbox;

import io.ballast.events.Event;
import io.ballast.events.outbox.OutboxTransaction;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Gives each event its effect once, however often Kafka delivers it. */
public interface Inbox {

    /**
     * Records the event's id and runs the effect in one transaction; an event that was recorded before has no effect.
     *
     * @param consumer the consumer's short name: two consumers in one database keep separate books
     * @return true if the effect was made now, false if the event had been seen
     */
    Uni<Boolean> once(String consumer, Event<?> event, Function<OutboxTransaction, Uni<Void>> effect);
}
