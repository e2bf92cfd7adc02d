package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Transactions for long work in the background. Each is short; a statement of it may take longer than a client's. */
@ApplicationScoped
class ArchiveSessions {

    private static final String NO_TENANT = "";

    private static final String SET =
            "select set_config('ballast.tenant', $1, true), set_config('statement_timeout', $2, true)";

    private final Pool pool;
    private final String statementTimeout;

    ArchiveSessions(Pool pool, ArchiveConfig config) {
        this.pool = pool;
        this.statementTimeout = Long.toString(config.statementTimeout().toMillis());
    }

    /** Runs work in a transaction of the tenant. */
    <T> Uni<T> ofTenant(String tenant, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(SET)
                .execute(Tuple.of(tenant, statementTimeout))
                .chain(() -> work.apply(connection)));
    }

    /** Runs work in a transaction that sees no tenant's rows. */
    <T> Uni<T> ofNobody(Function<SqlConnection, Uni<T>> work) {
        return ofTenant(NO_TENANT, work);
    }
}
