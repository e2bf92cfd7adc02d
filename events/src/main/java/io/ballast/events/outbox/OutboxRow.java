package io.ballast.events.outbox;

import io.ballast.events.kafka.Envelope;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Committed events that Kafka has not acknowledged all of.
 *
 * @param id its place in the order of sending
 * @param events at least one, in the order of sending
 */
record OutboxRow(long id, List<Envelope> events) {

    static OutboxRow of(Row row, String source) {
        UUID[] ids = row.getArrayOfUUIDs("event_ids");
        String[] keys = row.getArrayOfStrings("keys");
        String[] types = row.getArrayOfStrings("types");
        String[] subjects = row.getArrayOfStrings("subjects");
        String[] traceparents = row.getArrayOfStrings("traceparents");
        String[] data = row.getArrayOfStrings("data");
        String tenant = row.getString("tenant");
        String topic = row.getString("topic");
        Instant time = row.getOffsetDateTime("time").toInstant();
        List<Envelope> events = new ArrayList<>(ids.length);
        for (int place = 0; place < ids.length; place++) {
            events.add(new Envelope(
                    ids[place],
                    topic,
                    keys[place],
                    types[place],
                    source,
                    subjects[place],
                    time,
                    tenant,
                    traceparents[place],
                    data[place]));
        }
        return new OutboxRow(row.getLong("id"), events);
    }
}
