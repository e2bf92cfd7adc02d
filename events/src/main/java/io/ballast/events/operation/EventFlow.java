package io.ballast.events.operation;

import io.ballast.events.outbox.OutboxState;
import java.time.Instant;
import java.util.List;

/**
 * How events flow out of a service and into it: the same in every service, for who operates them. What can not be measured
 * now is absent; it is never an invented zero.
 *
 * @param service the application's name
 * @param at when it was measured
 * @param outbox what waits to be published; absent if the service publishes nothing, or PostgreSQL can not be asked
 * @param consumers a line for each topic it consumes; absent while Kafka can not be asked
 * @param deadLetters a line for each of its dead letter topics; absent while Kafka can not be asked
 */
public record EventFlow(
        String service, Instant at, OutboxState outbox, List<Consumer> consumers, List<DeadLetters> deadLetters) {

    /** @param lag records of the topic that the group has not committed, all replicas together */
    public record Consumer(String group, String topic, long lag) {}

    /** @param depth records that could not be processed and are still kept */
    public record DeadLetters(String topic, long depth) {}
}
