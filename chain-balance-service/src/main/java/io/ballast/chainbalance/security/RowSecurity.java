package io.ballast.chainbalance.security;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Tells PostgreSQL for whom a transaction acts, in settings that end with it. The policies of the tables compare rows
 * with {@code ballast.tenant}; only the claims on refreshes, and what a block brings for all tenants at once, know
 * {@code ballast.actor} beside it.
 */
@ApplicationScoped
public class RowSecurity {

    private static final String ACT_FOR_TENANT = "select set_config('ballast.tenant', $1, true)";
    private static final String ACT_AS_SERVICE = "select set_config('ballast.actor', 'service', true)";
    private static final String ACT_AS_RECORDER = "select set_config('ballast.actor', 'recorder', true)";

    private final Pool pool;

    RowSecurity(Pool pool) {
        this.pool = pool;
    }

    /** Runs reads that see one tenant's rows; each statement sees what had been committed when it began. */
    public <T> Uni<T> read(String tenant, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(ACT_FOR_TENANT)
                .execute(Tuple.of(tenant))
                .chain(() -> work.apply(connection)));
    }

    /** Runs work of the service itself, which sees and claims the refreshes of all tenants, and nothing else of theirs. */
    public <T> Uni<T> overAllTenants(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(
                connection -> connection.query(ACT_AS_SERVICE).execute().chain(() -> work.apply(connection)));
    }

    /** Runs work on what chains bring, which sees whose an address is, and credits and cursors; no balance. */
    public <T> Uni<T> asRecorder(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> actAsRecorder(connection).chain(() -> work.apply(connection)));
    }

    /** The same for a transaction that has begun. */
    public Uni<Void> actAsRecorder(SqlConnection connection) {
        return connection.query(ACT_AS_RECORDER).execute().replaceWithVoid();
    }
}
