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
     * Writes the events to be published if, and only if, the transaction commits. Within one transaction they keep the
     * order of the calls and of the list.
     */
    Uni<Void> publish(List<? extends EventData> events);
}
