package io.ballast.events;

import java.util.Optional;

/**
 * What one event says. Implementations are records, one for each {@link EventType}; their JSON form is fixed by the
 * schema of the same name in {@code schemas/} and by the frozen examples beside it. Amounts are decimals in whole
 * units of the asset with exactly its scale; they never pass through binary floating point.
 */
public interface EventData {

    /** The type under which this event is published. */
    EventType eventType();

    /**
     * The part of the Kafka key that follows the tenant rule of the topic: events with the same key keep their order.
     *
     * @param tenant the tenant the event belongs to
     */
    String partitionKey(String tenant);

    /** What the event is about, for the {@code ce_subject} header: an account, a wallet or a deposit. */
    String subjectId();

    /**
     * What tells this event from all others of its type, where it has an identity in the world. A producer that has forgotten that it
     * told of it, as after a restore, tells of it under the same id, and consumers know it. Empty: each publication is an event of
     * its own.
     */
    default Optional<String> identity() {
        return Optional.empty();
    }
}
