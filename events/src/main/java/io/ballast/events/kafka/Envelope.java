package io.ballast.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * An event as it travels, its data still in JSON: what the outbox keeps, and what the relay sends without reading it.
 *
 * @param type the wire name
 * @param traceparent or null
 * @param data JSON
 */
public record Envelope(
        UUID id,
        String topic,
        String key,
        String type,
        String source,
        String subject,
        Instant time,
        String tenant,
        String traceparent,
        String data) {

    public ProducerRecord<String, String> toRecord() {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, data);
        Headers headers = record.headers();
        add(headers, EventHeaders.SPEC_VERSION, "1.0");
        add(headers, EventHeaders.ID, id.toString());
        add(headers, EventHeaders.TYPE, type);
        add(headers, EventHeaders.SOURCE, source);
        add(headers, EventHeaders.TIME, time.toString());
        add(headers, EventHeaders.SUBJECT, subject);
        add(headers, EventHeaders.TENANT, tenant);
        add(headers, EventHeaders.CONTENT_TYPE, "application/json");
        if (traceparent != null) {
            add(headers, EventHeaders.TRACEPARENT, traceparent);
        }
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
