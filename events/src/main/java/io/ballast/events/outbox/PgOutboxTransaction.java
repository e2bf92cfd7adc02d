package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

final class PgOutboxTransaction implements OutboxTransaction {

    /**
     * One statement for all events of a call; ids are given in the list's order. The time is the clock's and not the
     * transaction's start: the writer holds its account's lock here, so times rise with versions.
     */
    private static final String INSERT = """
            INSERT INTO outbox (tenant, traceparent, time, topic, key, type, subject, data)
            SELECT $1, e.traceparent, clock_timestamp(), e.topic, e.key, e.type, e.subject, e.data
            FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                WITH ORDINALITY AS e (traceparent, topic, key, type, subject, data, position)
            ORDER BY e.position""";

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
        OutboxColumns columns = new OutboxColumns(tenant, events.size());
        String traceparent = Traceparent.current();
        events.forEach(event -> columns.add(event, traceparent));
        return insert(columns, events.size());
    }

    @Override
    public Uni<Void> publishTraced(List<TracedEvent> events) {
        OutboxColumns columns = new OutboxColumns(tenant, events.size());
        events.forEach(event -> columns.add(event.data(), event.traceparent()));
        return insert(columns, events.size());
    }

    boolean hasPublished() {
        return published;
    }

    private Uni<Void> insert(OutboxColumns columns, int size) {
        if (size == 0) {
            return Uni.createFrom().voidItem();
        }
        published = true;
        return connection.preparedQuery(INSERT).execute(columns.tuple()).replaceWithVoid();
    }
}
