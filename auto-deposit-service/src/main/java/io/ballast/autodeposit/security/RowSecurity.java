package io.ballast.autodeposit.security;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Tells PostgreSQL for whom a transaction acts, in settings that end with it. The policies of the tables compare rows
 * with them: {@code ballast.tenant} always, then {@code ballast.user} for who reads their own, or
 * {@code ballast.actor} for staff who read and for the background path, which alone may write.
 */
@ApplicationScoped
public class RowSecurity {

    private static final String ACT_FOR_READER = """
            select set_config('ballast.tenant', $1, true),
                   set_config('ballast.user', $2, true),
                   set_config('ballast.actor', $3, true)
            """;

    private static final String ACT_AS_SERVICE = "select set_config('ballast.actor', 'service', true)";
    private static final String ACT_AS_OPERATOR = "select set_config('ballast.actor', 'operator', true)";

    private final Pool pool;

    RowSecurity(Pool pool) {
        this.pool = pool;
    }

    /** Runs a read that sees what the caller may see: their own rows, or as staff those of the whole tenant. */
    public <T> Uni<T> read(Caller caller, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> actFor(caller, connection).chain(() -> work.apply(connection)));
    }

    /** Makes the rest of a transaction, whose tenant is set already, the background path's. */
    public Uni<Void> actAsService(SqlConnection connection) {
        return connection.preparedQuery(ACT_AS_SERVICE).execute().replaceWithVoid();
    }

    /** Makes the rest of a transaction that of an operator of the installation, who may move its switch and nothing else. */
    public Uni<Void> actAsOperator(SqlConnection connection) {
        return connection.preparedQuery(ACT_AS_OPERATOR).execute().replaceWithVoid();
    }

    private static Uni<Void> actFor(Caller caller, SqlConnection connection) {
        Tuple settings = Tuple.of(caller.tenant(), caller.userId(), caller.staff() ? "staff" : "user");
        return connection.preparedQuery(ACT_FOR_READER).execute(settings).replaceWithVoid();
    }
}
