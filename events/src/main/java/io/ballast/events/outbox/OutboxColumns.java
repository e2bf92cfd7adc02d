package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.json.EventJson;
import io.vertx.mutiny.sqlclient.Tuple;

/** New rows of the outbox, column by column: one array each, so that any number of rows is one statement. */
final class OutboxColumns {

    /** Far below what a broker accepts by default (1 MiB): an event that can never be sent would hold up all others. */
    private static final int MAX_EVENT_CHARACTERS = 100_000;

    private final String tenant;
    private final String[] traceparents;
    private final String[] topics;
    private final String[] keys;
    private final String[] types;
    private final String[] subjects;
    private final String[] data;
    private int size;

    OutboxColumns(String tenant, int capacity) {
        this.tenant = tenant;
        this.traceparents = new String[capacity];
        this.topics = new String[capacity];
        this.keys = new String[capacity];
        this.types = new String[capacity];
        this.subjects = new String[capacity];
        this.data = new String[capacity];
    }

    /**
     * @param traceparent or null
     * @throws IllegalArgumentException if the event lacks a required component or is too long
     */
    void add(EventData event, String traceparent) {
        // First, because it checks that what key and subject are made of is there.
        data[size] = json(event);
        EventType type = event.eventType();
        traceparents[size] = traceparent;
        topics[size] = type.topic();
        keys[size] = event.partitionKey(tenant);
        types[size] = type.wireName();
        subjects[size] = event.subjectId();
        size++;
    }

    /** In the order of {@link PgOutboxTransaction}'s statement. */
    Tuple tuple() {
        return Tuple.tuple()
                .addString(tenant)
                .addArrayOfString(traceparents)
                .addArrayOfString(topics)
                .addArrayOfString(keys)
                .addArrayOfString(types)
                .addArrayOfString(subjects)
                .addArrayOfString(data);
    }

    private static String json(EventData event) {
        String json = EventJson.write(event);
        if (json.length() > MAX_EVENT_CHARACTERS) {
            throw new IllegalArgumentException(
                    event.eventType().wireName() + " is longer than " + MAX_EVENT_CHARACTERS + " characters");
        }
        return json;
    }
}
