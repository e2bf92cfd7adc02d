package io.ballast.events;

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
}
