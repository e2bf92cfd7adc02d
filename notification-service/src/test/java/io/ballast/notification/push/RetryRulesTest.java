package io.ballast.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-04T10:30:00Z");

    private final RetryRules rules = new RetryRules(Duration.ofSeconds(2), Duration.ofMinutes(10), 5);

    @Test
    void givenAFailure_whenItRepeats_thenThePauseDoublesUpToTheLongestAndEnds() {
        assertEquals(seconds(2), rules.pause(1, Optional.empty()));
        assertEquals(seconds(16), rules.pause(4, Optional.empty()));
        assertEquals(Optional.empty(), rules.pause(5, Optional.empty()));
        assertEquals(
                Optional.of(Duration.ofMinutes(10)),
                new RetryRules(Duration.ofSeconds(2), Duration.ofMinutes(10), 100).pause(99, Optional.empty()));
    }

    @Test
    void givenAServiceThatAsksForAPause_whenItIsLonger_thenItHolds() {
        assertEquals(seconds(30), rules.pause(1, seconds(30)));
        assertEquals(seconds(16), rules.pause(4, seconds(1)));
        assertEquals(Optional.of(Duration.ofMinutes(10)), rules.pause(1, seconds(86_400)));
    }

    @Test
    void givenRetryAfter_whenItIsRead_thenBothFormsAreUnderstood() {
        assertEquals(seconds(120), RetryRules.retryAfter(Optional.of("120"), NOW));
        assertEquals(seconds(90), RetryRules.retryAfter(Optional.of("Wed, 04 Nov 2026 10:31:30 GMT"), NOW));
        assertEquals(Optional.empty(), RetryRules.retryAfter(Optional.of("Wed, 04 Nov 2026 10:29:00 GMT"), NOW));
        assertEquals(Optional.empty(), RetryRules.retryAfter(Optional.of("soon"), NOW));
        assertEquals(Optional.empty(), RetryRules.retryAfter(Optional.empty(), NOW));
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
