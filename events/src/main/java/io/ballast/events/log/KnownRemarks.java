package io.ballast.events.log;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Leaves out of the log what libraries remark at every start about something that is meant as it is, and two of their
 * failures that nobody has to do anything about, so that a warning is worth reading. By logger and beginning of the message or by
 * where a failure comes from, and not by a level: whatever else those loggers have to say is heard.
 */
@LoggingFilter(name = "known-remarks")
public final class KnownRemarks implements Filter {

    private record Remark(String logger, String beginning) {

        boolean is(LogRecord record) {
            return logger.equals(record.getLoggerName())
                    && record.getMessage() != null
                    && record.getMessage().startsWith(beginning);
        }
    }

    private static final String METERS = "io.micrometer.core.instrument.MeterRegistry";
    private static final String TWICE = "This Gauge has been already registered (MeterId{name='";

    private static final List<Remark> REMARKS = List.of(
            // The versions 0.* of events' own tables come beside the service's, and later than some of them.
            new Remark("org.flywaydb.core.internal.command.DbMigrate", "outOfOrder mode is active."),
            // An event that waits for PostgreSQL to come back is no illness: microprofile-config.properties.
            new Remark("io.smallrye.reactive.messaging.kafka", "SRMSG18235"),
            // Quarkus measures two HTTP servers, the service's and the management's, and two users of one Redis pool
            // under
            // one name. Micrometer warns of the first and tells of the others at debug.
            new Remark(METERS, TWICE + "http.server."),
            new Remark(METERS, TWICE + "redis.pool."));

    @Override
    public boolean isLoggable(LogRecord record) {
        return REMARKS.stream().noneMatch(remark -> remark.is(record))
                && !isLateTimer(record)
                && !isOfAClosingConsumer(record);
    }

    /**
     * Vert.x lets the timer of a query run on whose connection failed (eclipse-vertx/vertx-sql-client#1706), as one of health's
     * does for each look while PostgreSQL is away: half a minute later it fails what has failed already, and nobody is told.
     */
    private static boolean isLateTimer(LogRecord record) {
        return record.getThrown() instanceof IllegalStateException late
                && "Result is already complete".equals(late.getMessage())
                && Arrays.stream(late.getStackTrace())
                        .limit(2)
                        .anyMatch(
                                frame -> frame.getClassName().equals("io.vertx.sqlclient.impl.pool.SqlConnectionPool"));
    }

    /**
     * A consumer was closed, because its service drains, while the connector looked up where to begin with the first record of a
     * partition: whoever has the partition now reads that record. The connector itself warns of it once more (SRMSG18228).
     */
    private static boolean isOfAClosingConsumer(LogRecord record) {
        return isClosing(record.getThrown())
                && "io.smallrye.reactive.messaging.provider".equals(record.getLoggerName())
                && Arrays.stream(record.getThrown().getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("committed")
                                && frame.getClassName().startsWith("org.apache.kafka.clients.consumer."));
    }

    private static boolean isClosing(Throwable thrown) {
        return thrown instanceof WakeupException
                || thrown instanceof IllegalStateException closed
                        && "This consumer has already been closed.".equals(closed.getMessage());
    }
}
