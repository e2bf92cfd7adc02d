package io.ballast.events.inbox;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Tells failures that pass by themselves (a store is away, a lock was lost, a pool is full) from those that do not. When
 * in doubt about a connection it says transient: an event that waits is better than one that is given up.
 */
final class TransientFailures {

    /** PostgreSQL: connection, rollback for concurrency, resources, operator intervention, system, internal. */
    private static final Set<String> SQLSTATE_CLASSES = Set.of("08", "40", "53", "57", "58", "XX");

    /** PostgreSQL: a lock was not available in time; another server took over and this one became read-only. */
    private static final Set<String> SQLSTATES = Set.of("55P03", "25006");

    /** Redis error replies of a server that is starting, failing over or out of memory; the first is the client's own. */
    private static final Set<String> REDIS_ERRORS = Set.of(
            "CONNECTION_CLOSED",
            "LOADING",
            "READONLY",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "BUSY",
            "OOM",
            "MISCONF",
            "NOREPLICAS");

    /** What Vert.x' clients say once the process has begun to end: another one takes the event. */
    private static final String CLIENT_CLOSED = "Client is closed";

    /** By name, because not every service has the Redis client. */
    private static final String REDIS_ERROR_CLASS = "io.vertx.redis.client.impl.types.ErrorType";

    /** Causes can run in a circle. */
    private static final int MAX_CAUSES = 20;

    private TransientFailures() {}

    static boolean isTransient(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(TransientFailures::passesByItself);
    }

    private static boolean passesByItself(Throwable failure) {
        return switch (failure) {
            case PgException postgres -> isTransientSqlState(postgres.getSqlState());
            case IOException network -> true;
            case TimeoutException late -> true;
            case io.smallrye.mutiny.TimeoutException late -> true;
            case ConnectionPoolTooBusyException full -> true;
            case RejectedExecutionException stopping -> true;
            case IllegalStateException stopping when CLIENT_CLOSED.equals(stopping.getMessage()) -> true;
            case VertxException connection -> true;
            case NoStackTraceThrowable client -> true;
            default -> isTransientRedisError(failure);
        };
    }

    private static boolean isTransientSqlState(String sqlState) {
        return sqlState != null
                && sqlState.length() == 5
                && (SQLSTATES.contains(sqlState) || SQLSTATE_CLASSES.contains(sqlState.substring(0, 2)));
    }

    private static boolean isTransientRedisError(Throwable failure) {
        String message = failure.getMessage();
        return REDIS_ERROR_CLASS.equals(failure.getClass().getName())
                && message != null
                && REDIS_ERRORS.contains(message.split(" ", 2)[0]);
    }
}
