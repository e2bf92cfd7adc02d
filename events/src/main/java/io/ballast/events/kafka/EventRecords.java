package io.ballast.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.json.EventJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Turns events into Kafka records and back: JSON values, CloudEvents in binary mode (see {@link EventHeaders}). */
public final class EventRecords {

    private EventRecords() {}

    /**
     * The record of an event, for its type's topic and with its key.
     *
     * @throws IllegalArgumentException if the event's data lacks a required component
     */
    public static ProducerRecord<String, String> write(Event<?> event) {
        return new Envelope(
                        event.id(),
                        event.type().topic(),
                        event.key(),
                        event.type().wireName(),
                        event.source(),
                        event.subject(),
                        event.time(),
                        event.tenant(),
                        event.traceparent(),
                        EventJson.write(event.data()))
                .toRecord();
    }

    /**
     * The event in a record, or empty if its type is not known here: a newer producer's, which this version ignores.
     *
     * @throws UnreadableEventException if the record has no type, or is of a known type and broken
     */
    public static Optional<Event<?>> read(ConsumerRecord<String, String> record) {
        return EventType.ofWireName(required(record, EventHeaders.TYPE)).map(type -> event(record, type));
    }

    private static Event<?> event(ConsumerRecord<String, String> record, EventType type) {
        return new Event<>(
                id(required(record, EventHeaders.ID)),
                required(record, EventHeaders.SOURCE),
                time(required(record, EventHeaders.TIME)),
                required(record, EventHeaders.TENANT),
                header(record, EventHeaders.TRACEPARENT).orElse(null),
                data(record, type));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException("The header " + EventHeaders.ID + " is no UUID", e);
        }
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableEventException("The header " + EventHeaders.TIME + " is no RFC 3339 time", e);
        }
    }

    private static EventData data(ConsumerRecord<String, String> record, EventType type) {
        if (record.value() == null) {
            throw new UnreadableEventException("The record has no value");
        }
        try {
            return EventJson.read(type, record.value());
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException(e.getMessage(), e.getCause());
        }
    }

    private static String required(ConsumerRecord<String, String> record, String name) {
        return header(record, name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new UnreadableEventException("The header " + name + " is missing"));
    }

    private static Optional<String> header(ConsumerRecord<String, String> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(bytes -> new String(bytes, UTF_8));
    }
}
