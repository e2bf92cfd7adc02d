package io.ballast.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class KnownRemarksTest {

    private static final String FLYWAY = "org.flywaydb.core.internal.command.DbMigrate";

    private final KnownRemarks filter = new KnownRemarks();

    @Test
    void aKnownRemarkIsLeftOut() {
        assertThat(filter.isLoggable(warning(FLYWAY, "outOfOrder mode is active. Migration of schema \"public\" …")))
                .isFalse();
    }

    @Test
    void whateverElseTheSameLoggerSaysIsHeard() {
        assertThat(filter.isLoggable(warning(FLYWAY, "Schema \"public\" has a version that is newer")))
                .isTrue();
        assertThat(filter.isLoggable(warning(FLYWAY, null))).isTrue();
    }

    @Test
    void aTimerOfTheSqlPoolThatComesTooLateIsLeftOutAndNoOther() {
        assertThat(filter.isLoggable(uncaught("io.vertx.sqlclient.impl.pool.SqlConnectionPool")))
                .isFalse();
        assertThat(filter.isLoggable(uncaught("io.ballast.ledger.transfer.TransferBatcher")))
                .isTrue();
    }

    @Test
    void whatAClosingConsumerIsAskedIsLeftOutAndNoOther() {
        String consumer = "org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer";
        IllegalStateException closed = new IllegalStateException("This consumer has already been closed.");
        assertThat(filter.isLoggable(processing(new WakeupException(), consumer)))
                .isFalse();
        assertThat(filter.isLoggable(processing(closed, consumer))).isFalse();
        assertThat(filter.isLoggable(processing(new IllegalStateException("Unassigned"), consumer)))
                .isTrue();
        assertThat(filter.isLoggable(processing(new WakeupException(), "io.ballast.Inbox")))
                .isTrue();
    }

    private static LogRecord processing(RuntimeException failure, String where) {
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement(where, "committed", null, 1)});
        LogRecord record = warning("io.smallrye.reactive.messaging.provider", "SRMSG00201: Error caught");
        record.setThrown(failure);
        return record;
    }

    private static LogRecord uncaught(String where) {
        IllegalStateException complete = new IllegalStateException("Result is already complete");
        complete.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("io.vertx.core.Promise", "fail", "Promise.java", 90),
            new StackTraceElement(where, "lambda$execute$3", "SqlConnectionPool.java", 216)
        });
        LogRecord record = warning("io.quarkus.vertx.core.runtime.VertxCoreRecorder", "Uncaught exception");
        record.setThrown(complete);
        return record;
    }

    private static LogRecord warning(String logger, String message) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setLoggerName(logger);
        return record;
    }
}
