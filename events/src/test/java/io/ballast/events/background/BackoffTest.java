package io.ballast.events.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "6, 3200", "7, 5000", "1000, 5000", "9223372036854775807, 5000"})
    void pausesDoubleUpToTheLongest(long failures, long millis) {
        assertThat(backoff.pauseAfter(failures)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void anOutageIsToldOfEverMoreRarely() {
        assertThat(LongStream.rangeClosed(1, 1000).filter(Backoff::isWorthTelling))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L);
    }
}
