package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

final class PgOutboxTransaction implements OutboxTransaction {

    /**
     * One row for all events of a call, unless they are many; ids are given in the list's order. The time is the clock's and
     * not the transaction's start: the writer holds its account's lock here, so times rise with versions.
     */
    private static final String INSERT = """
            INSERT INTO outbox (tenant, topic, time, size, event_ids, keys, types, subjects, traceparents, data)
            VALUES ($1, $2, clock_timestamp(), $3, $4, $5, $6, $7, $8, $9)""";

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
        String traceparent = Traceparent.current();
        return publishTraced(events.stream()
                .map(event -> new TracedEvent(event, traceparent))
                .toList());
    }

    @Override
    public Uni<Void> publishTraced(List<TracedEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows =
                OutboxBatch.of(tenant, events).stream().map(OutboxBatch::row).toList();
        published = true;
        return connection.preparedQuery(INSERT).executeBatch(rows).replaceWithVoid();
    }

    boolean hasPublished() {
        return published;
    }
}
