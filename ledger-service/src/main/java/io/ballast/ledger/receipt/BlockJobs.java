package io.ballast.ledger.receipt;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** What the jobs of the blocks need beside a tenant's rows. */
@ApplicationScoped
class BlockJobs {

    private static final String SUMMARIZE = "select summarize_transactions()";
    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked";

    private final Pool pool;

    BlockJobs(Pool pool) {
        this.pool = pool;
    }

    /** Lets searches by database transaction read only what they look for. */
    Uni<Void> summarizeTransactions() {
        return pool.query(SUMMARIZE).execute().replaceWithVoid();
    }

    /** Takes the job of that name until the transaction ends; false if another replica has it. */
    Uni<Boolean> tryLock(SqlConnection connection, String job) {
        return connection
                .preparedQuery(TRY_LOCK)
                .execute(Tuple.of("ballast " + job))
                .map(rows -> rows.iterator().next().getBoolean("locked"));
    }
}
