package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * An open database transaction in which a change and the events that tell of it are written together.
 * Obtained from {@link Outbox#inTransaction}; neither it nor its connection may be used after the work has ended.
 */
public interface OutboxTransaction {

    /** The tenant this transaction acts for, also set as {@code ballast.tenant} for row-level security. */
    String tenant();

    /** The connection that carries the transaction. */
    SqlConnection connection();

    /**
     * Writes the events to be published if, and only if, the transaction commits, under the trace of what runs now. Within
     * one transaction they keep the order of the calls and of the list. A call is one statement and one round trip,
     * whatever the list's length (thousands are fine); an empty list is none.
     *
     * @throws IllegalArgumentException if an event lacks a required component or is longer than 100,000 characters
     */
    Uni<Void> publish(List<? extends EventData> events);

    /** As {@link #publish}, for a transaction that serves several requests: each event travels under its own trace. */
    Uni<Void> publishTraced(List<TracedEvent> events);
}
