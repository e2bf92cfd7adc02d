package io.ballast.events.outbox;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Runs a change and its events in one database transaction, and wakes the relay once it has committed. */
public interface Outbox {

    /**
     * Opens a transaction for the tenant, runs the work, commits if the work's result arrives and rolls back if it
     * fails. What the work published is on its way to Kafka as soon as the commit is durable.
     *
     * @param tenant the tenant to act for; row-level security lets the transaction see no other tenant's rows
     */
    <T> Uni<T> inTransaction(String tenant, Function<OutboxTransaction, Uni<T>> work);

    /**
     * The same for work that concerns several tenants at once, as what one block of a chain brings does. It acts for none of
     * them: row-level security shows it only what policies of their own show to nobody's tenant.
     */
    <T> Uni<T> inTransactionOverTenants(Function<TenantsTransaction, Uni<T>> work);
}
