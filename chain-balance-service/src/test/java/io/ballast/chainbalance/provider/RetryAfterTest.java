package io.ballast.chainbalance.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void givenSecondsOrADate_whenRead_thenItIsHowLongToWait() {
        // then
        assertEquals(Optional.of(Duration.ofSeconds(7)), RetryAfter.of(" 7 ", NOW));
        assertEquals(Optional.of(Duration.ofSeconds(90)), RetryAfter.of("Sat, 28 Nov 2026 12:01:30 GMT", NOW));
        assertEquals(Optional.of(Duration.ZERO), RetryAfter.of("Sat, 28 Nov 2026 11:00:00 GMT", NOW));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "99999999999999999999", "1.5"})
    void givenNothingOrNonsense_whenRead_thenItSaysNothing(String header) {
        // then
        assertEquals(Optional.empty(), RetryAfter.of(header, NOW));
    }
}
