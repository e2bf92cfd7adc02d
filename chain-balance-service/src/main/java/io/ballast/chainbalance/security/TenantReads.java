package io.ballast.chainbalance.security;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Runs reads in a transaction that row-level security limits to one tenant. */
@ApplicationScoped
public class TenantReads {

    private static final String SET_TENANT = "select set_config('ballast.tenant', $1, true)";

    private final Pool pool;

    TenantReads(Pool pool) {
        this.pool = pool;
    }

    public <T> Uni<T> read(String tenant, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection ->
                connection.preparedQuery(SET_TENANT).execute(Tuple.of(tenant)).chain(() -> work.apply(connection)));
    }
}
