package io.ballast.events.outbox;

import io.ballast.events.kafka.Envelope;
import io.vertx.mutiny.sqlclient.Row;

/**
 * A committed event that Kafka has not acknowledged.
 *
 * @param id its place in the order of sending
 */
record OutboxRow(long id, Envelope envelope) {

    static OutboxRow of(Row row, String source) {
        return new OutboxRow(
                row.getLong("id"),
                new Envelope(
                        row.getUUID("event_id"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("type"),
                        source,
                        row.getString("subject"),
                        row.getOffsetDateTime("time").toInstant(),
                        row.getString("tenant"),
                        row.getString("traceparent"),
                        row.getString("data")));
    }
}
