package io.ballast.notification.problem;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Tells PostgreSQL or Redis that is away, or too busy, from a mistake of ours: the same request can succeed later. */
final class PassingFailures {

    /** Connection, rollback for concurrency, resources, operator intervention. */
    private static final Set<String> SQLSTATE_CLASSES = Set.of("08", "40", "53", "57");

    /** A lock was not available in time; a server that another one has taken over from became read-only. */
    private static final Set<String> SQLSTATES = Set.of("55P03", "25006");

    /** Causes can run in a circle. */
    private static final int MAX_CAUSES = 20;

    private PassingFailures() {}

    static boolean passByThemselves(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(PassingFailures::passesByItself);
    }

    private static boolean passesByItself(Throwable failure) {
        return switch (failure) {
            case PgException postgres -> isTransient(postgres.getSqlState());
            case IOException network -> true;
            case TimeoutException late -> true;
            case ConnectionPoolTooBusyException full -> true;
            case VertxException closed -> true;
            case NoStackTraceThrowable noConnectionInTime -> true;
            default -> false;
        };
    }

    private static boolean isTransient(String sqlState) {
        return sqlState != null
                && sqlState.length() == 5
                && (SQLSTATES.contains(sqlState) || SQLSTATE_CLASSES.contains(sqlState.substring(0, 2)));
    }
}
