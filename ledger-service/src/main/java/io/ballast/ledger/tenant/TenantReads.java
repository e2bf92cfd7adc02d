package io.ballast.ledger.tenant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Reads for one tenant: a transaction in which row-level security shows this tenant's rows and no others. */
@ApplicationScoped
public class TenantReads {

    private static final String SET_TENANT = "select set_config('ballast.tenant', $1, true)";

    private static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read";

    private final Pool pool;

    TenantReads(Pool pool) {
        this.pool = pool;
    }

    /** Runs the query; it sees what had been committed when each of its statements began. */
    public <T> Uni<T> read(String tenant, Function<SqlConnection, Uni<T>> query) {
        return pool.withTransaction(connection -> setTenant(connection, tenant).chain(() -> query.apply(connection)));
    }

    /**
     * Runs the work on one snapshot: all its statements see what had been committed when the first of them began. What it
     * writes fails with a serialization failure if another has changed it meanwhile.
     */
    public <T> Uni<T> snapshot(String tenant, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> connection
                .query(ONE_SNAPSHOT)
                .execute()
                .chain(() -> setTenant(connection, tenant))
                .chain(() -> work.apply(connection)));
    }

    private static Uni<Void> setTenant(SqlConnection connection, String tenant) {
        return connection.preparedQuery(SET_TENANT).execute(Tuple.of(tenant)).replaceWithVoid();
    }
}
