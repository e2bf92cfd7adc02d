package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * An open database transaction that concerns several tenants and acts for none of them. Obtained from
 * {@link Outbox#inTransactionOverTenants}; neither it nor its connection may be used after the work has ended.
 */
public interface TenantsTransaction {

    /** The connection that carries the transaction; {@code ballast.tenant} is a tenant that nobody is. */
    SqlConnection connection();

    /** Writes events of one tenant, under the conditions of {@link OutboxTransaction#publish}. */
    Uni<Void> publish(String tenant, List<? extends EventData> events);
}
