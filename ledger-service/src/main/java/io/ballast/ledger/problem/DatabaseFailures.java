package io.ballast.ledger.problem;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Tells failures of the database that pass by themselves from our own mistakes: the same request, sent again with the same
 * Idempotency-Key, can succeed.
 */
final class DatabaseFailures {

    /** Connection, rollback for concurrency, resources, operator intervention. */
    private static final Set<String> SQLSTATE_CLASSES = Set.of("08", "40", "53", "57");

    private static final String LOCK_TIMEOUT = "55P03";

    /** A primary before its election is over, or a replica that was one: read only. */
    private static final String READ_ONLY = "25006";

    private DatabaseFailures() {}

    static boolean passByThemselves(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (passesByItself(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passesByItself(Throwable failure) {
        return switch (failure) {
            case PgException postgres -> passes(postgres.getSqlState());
            case IOException network -> true;
            case TimeoutException late -> true;
            case ConnectionPoolTooBusyException full -> true;
            case VertxException closed -> true;
            default -> false;
        };
    }

    private static boolean passes(String sqlState) {
        return sqlState != null
                && sqlState.length() == 5
                && (sqlState.equals(LOCK_TIMEOUT)
                        || sqlState.equals(READ_ONLY)
                        || SQLSTATE_CLASSES.contains(sqlState.substring(0, 2)));
    }
}
