package io.ballast.chainbalance.problem;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Tells a database that is away, or too busy, from a mistake of ours: the same request can succeed later. */
final class DatabaseFailures {

    /** Connection, rollback for concurrency, resources, operator intervention. */
    private static final Set<String> SQLSTATE_CLASSES = Set.of("08", "40", "53", "57");

    private DatabaseFailures() {}

    static boolean passByThemselves(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(DatabaseFailures::passesByItself);
    }

    private static boolean passesByItself(Throwable failure) {
        return switch (failure) {
            case PgException postgres -> isTransient(postgres.getSqlState());
            case IOException network -> true;
            case TimeoutException late -> true;
            case ConnectionPoolTooBusyException full -> true;
            case VertxException closed -> true;
            default -> false;
        };
    }

    private static boolean isTransient(String sqlState) {
        return sqlState != null && sqlState.length() == 5 && SQLSTATE_CLASSES.contains(sqlState.substring(0, 2));
    }
}
