package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.ballast.events.json.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

final class PgOutboxTransaction implements OutboxTransaction {

    /**
     * One statement for all events of a call; ids are given in the list's order. The time is the clock's and not the
     * transaction's start: the writer holds its account's lock here, so times rise with versions.
     */
    private static final String INSERT = """
            INSERT INTO outbox (tenant, traceparent, time, topic, key, type, subject, data)
            SELECT $1, $2, clock_timestamp(), e.topic, e.key, e.type, e.subject, e.data
            FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                WITH ORDINALITY AS e (topic, key, type, subject, data, position)
            ORDER BY e.position""";

    /** Far below what a broker accepts by default (1 MiB): an event that can never be sent would hold up all others. */
    private static final int MAX_EVENT_CHARACTERS = 100_000;

    private final String tenant;
    private final SqlConnection connection;
    private boolean published;

    PgOutboxTransaction(String tenant, SqlConnection connection) {
        this.tenant = tenant;
        this.connection = connection;
    }

    @Override
    public String tenant() {
        return tenant;
    }

    @Override
    public SqlConnection connection() {
        return connection;
    }

    @Override
    public Uni<Void> publish(List<? extends EventData> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        published = true;
        return connection.preparedQuery(INSERT).execute(row(events)).replaceWithVoid();
    }

    boolean hasPublished() {
        return published;
    }

    private Tuple row(List<? extends EventData> events) {
        String[] data = column(events, PgOutboxTransaction::json);
        return Tuple.tuple()
                .addString(tenant)
                .addString(Traceparent.current())
                .addArrayOfString(column(events, event -> event.eventType().topic()))
                .addArrayOfString(column(events, event -> event.partitionKey(tenant)))
                .addArrayOfString(column(events, event -> event.eventType().wireName()))
                .addArrayOfString(column(events, EventData::subjectId))
                .addArrayOfString(data);
    }

    private static String[] column(List<? extends EventData> events, Function<EventData, String> value) {
        return events.stream().map(value).toArray(String[]::new);
    }

    private static String json(EventData event) {
        String json = EventJson.write(event);
        if (json.length() > MAX_EVENT_CHARACTERS) {
            throw new IllegalArgumentException(
                    event.eventType().wireName() + " is longer than " + MAX_EVENT_CHARACTERS);
        }
        return json;
    }
}
