package io.ballast.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
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

    private static LogRecord warning(String logger, String message) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setLoggerName(logger);
        return record;
    }
}
