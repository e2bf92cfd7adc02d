package io.ballast.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLogIT {

    @TempDir
    private Path directory;

    private ServiceLog log;

    @BeforeEach
    void givenALog() {
        log = new ServiceLog(directory.resolve("ledger-service.log"));
    }

    @Test
    void givenAStackTraceTheReasonIsTheInnermostCause() throws IOException {
        write("""
                04:48:24.822 ERROR [io.qu.ru.Application] Failed to start application
                java.lang.RuntimeException: Failed to start quarkus
                	at io.quarkus.Application.start(Application.java:1)
                Caused by: org.flywaydb.core.FlywayException: Unable to obtain connection
                	at org.flywaydb.Something.connect(Something.java:1)
                	... 12 more
                Caused by: java.net.ConnectException: Connection refused
                	... 3 more
                """);

        assertThat(log.reason(0)).isEqualTo("ConnectException: Connection refused");
    }

    @Test
    void givenAnErrorWithoutACauseTheReasonIsTheError() throws IOException {
        write("12:00 ERROR [a.b] port is taken\n12:01 INFO  [a.b] stopped\n");

        assertThat(log.reason(0)).isEqualTo("[a.b] port is taken");
    }

    @Test
    void givenAnErrorOfAnEarlierRunItIsNotTheReason() throws IOException {
        write("12:00 ERROR [a.b] long ago\n");
        long begin = log.size();
        write("Killed\n");

        assertThat(log.reason(begin)).isEqualTo("Killed");
        assertThat(log.reason(log.size())).isEqualTo("it logged nothing");
    }

    @Test
    void givenNoLogThereIsNoReason() {
        assertThat(log.reason(0)).isEqualTo("it logged nothing");
    }

    @Test
    void givenALargeLogItBeginsAnewWhileTheServiceGoesOnWriting() throws IOException {
        try (OutputStream service =
                Files.newOutputStream(log.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            service.write("x".repeat(21 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII));
            long begin = log.size();

            log.turnOver();
            service.write("12:00 ERROR [a.b] out of money\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(log.reason(begin)).isEqualTo("[a.b] out of money");
            assertThat(directory.resolve("ledger-service.log.1")).hasSize(begin);
        }
    }

    @Test
    void givenASmallLogItStays() throws IOException {
        write("12:00 ERROR [a.b] out of money\n");

        log.turnOver();

        assertThat(log.reason(0)).isEqualTo("[a.b] out of money");
    }

    private void write(String text) throws IOException {
        Files.writeString(log.file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
