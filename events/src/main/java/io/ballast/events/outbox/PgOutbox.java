package io.ballast.events.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * BEGIN and the tenant's setting share one round trip. A transaction that has begun runs to its end even if the caller
 * gives up waiting: a connection that is abandoned half-way would be lost to the pool.
 */
@ApplicationScoped
class PgOutbox implements Outbox {

    private static final String SET_TENANT = "SELECT set_config('ballast.tenant', $1, true)";

    /** A tenant that nobody is and no row has. */
    private static final String NOBODY = "";

    private final Pool pool;
    private final OutboxRelay relay;

    PgOutbox(Pool pool, OutboxRelay relay) {
        this.pool = pool;
        this.relay = relay;
    }

    @Override
    public <T> Uni<T> inTransaction(String tenant, Function<OutboxTransaction, Uni<T>> work) {
        return connected(connection -> {
            PgOutboxTransaction transaction = new PgOutboxTransaction(tenant, connection);
            return transact(connection, tenant, () -> work.apply(transaction), transaction::hasPublished);
        });
    }

    @Override
    public <T> Uni<T> inTransactionOverTenants(Function<TenantsTransaction, Uni<T>> work) {
        return connected(connection -> {
            PgTenantsTransaction transaction = new PgTenantsTransaction(connection);
            return transact(connection, NOBODY, () -> work.apply(transaction), transaction::hasPublished);
        });
    }

    private <T> Uni<T> connected(Function<SqlConnection, Uni<? extends T>> work) {
        return Uni.createFrom()
                .deferred(() -> pool.getConnection().<T>flatMap(work).memoize().indefinitely());
    }

    private <T> Uni<T> transact(
            SqlConnection connection, String tenant, Supplier<Uni<? extends T>> work, BooleanSupplier hasPublished) {
        return begin(connection, tenant)
                .flatMap(begun -> finish(begun, work))
                .invoke(() -> wakeRelay(hasPublished))
                .eventually(connection::close);
    }

    private static Uni<Transaction> begin(SqlConnection connection, String tenant) {
        return Uni.combine()
                .all()
                .unis(connection.begin(), connection.preparedQuery(SET_TENANT).execute(Tuple.of(tenant)))
                .with((begun, ignored) -> begun);
    }

    private static <T> Uni<T> finish(Transaction begun, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .<T>deferred(work)
                .onFailure()
                .call(() -> begun.rollback().onFailure().recoverWithNull())
                .call(begun::commit);
    }

    private void wakeRelay(BooleanSupplier hasPublished) {
        if (hasPublished.getAsBoolean()) {
            relay.wake();
        }
    }
}
