package io.ballast.events;

import java.time.Instant;
import java.util.UUID;

/**
 * One event with the CloudEvents attributes it travels with.
 *
 * @param id unique for ever; the same event delivered twice has the same id
 * @param source the producing service, for example {@code /ledger-service}
 * @param time when the change it tells of happened, by the producer's database clock
 * @param tenant the tenant it belongs to
 * @param traceparent the W3C trace context of the request that caused it, or null
 * @param data what it says
 */
public record Event<T extends EventData>(
        UUID id, String source, Instant time, String tenant, String traceparent, T data) {

    public EventType type() {
        return data.eventType();
    }

    /** The Kafka key. */
    public String key() {
        return data.partitionKey(tenant);
    }

    public String subject() {
        return data.subjectId();
    }
}
