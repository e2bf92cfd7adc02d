package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.json.EventJson;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A new row of the outbox: events of one topic, in order, their components in one array each. */
final class OutboxBatch {

    /** Far below what a broker accepts by default (1 MiB): an event that can never be sent would hold up all others. */
    private static final int MAX_EVENT_CHARACTERS = 100_000;

    /** What a row holds at most, so that neither it nor a relay that reads some of them takes much memory. */
    private static final int MAX_EVENTS = 500;

    private static final int MAX_CHARACTERS = 500_000;

    private final String tenant;
    private final String topic;
    private final List<UUID> ids = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> subjects = new ArrayList<>();
    private final List<String> traceparents = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private int characters;

    private OutboxBatch(String tenant, String topic) {
        this.tenant = tenant;
        this.topic = topic;
    }

    /**
     * As few rows as hold all events in their order.
     *
     * @throws IllegalArgumentException if an event lacks a required component or is too long
     */
    static List<OutboxBatch> of(String tenant, List<TracedEvent> events) {
        List<OutboxBatch> batches = new ArrayList<>();
        OutboxBatch last = null;
        for (TracedEvent event : events) {
            // First, because it checks that what key and subject are made of is there.
            String json = json(event.data());
            String topic = event.data().eventType().topic();
            if (last == null || !last.hasRoomFor(topic, json)) {
                last = new OutboxBatch(tenant, topic);
                batches.add(last);
            }
            last.add(event, json);
        }
        return batches;
    }

    /** In the order of {@link PgOutboxTransaction}'s statement. */
    Tuple row() {
        return Tuple.tuple()
                .addString(tenant)
                .addString(topic)
                .addInteger(ids.size())
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addArrayOfString(texts(keys))
                .addArrayOfString(texts(types))
                .addArrayOfString(texts(subjects))
                .addArrayOfString(texts(traceparents))
                .addArrayOfString(texts(data));
    }

    private boolean hasRoomFor(String otherTopic, String json) {
        return topic.equals(otherTopic) && ids.size() < MAX_EVENTS && characters + json.length() <= MAX_CHARACTERS;
    }

    private void add(TracedEvent event, String json) {
        EventType type = event.data().eventType();
        ids.add(id(event.data()));
        keys.add(event.data().partitionKey(tenant));
        types.add(type.wireName());
        subjects.add(event.data().subjectId());
        traceparents.add(event.traceparent());
        data.add(json);
        characters += json.length();
    }

    private static UUID id(EventData event) {
        return event.identity()
                .map(identity -> event.eventType().wireName() + "/" + identity)
                .map(name -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(UUID::randomUUID);
    }

    private static String json(EventData event) {
        String json = EventJson.write(event);
        if (json.length() > MAX_EVENT_CHARACTERS) {
            throw new IllegalArgumentException(
                    event.eventType().wireName() + " is longer than " + MAX_EVENT_CHARACTERS + " characters");
        }
        return json;
    }

    private static String[] texts(List<String> values) {
        return values.toArray(String[]::new);
    }
}
