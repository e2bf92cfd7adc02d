package io.ballast.ledger.idempotency;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForgettingAnswersTest {

    @Test
    void givenLessThanADay_whenTheServiceIsToStart_thenItRefuses() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ForgettingAnswers.requireLongEnough(Duration.ofHours(24).minusSeconds(1)));
        assertDoesNotThrow(() -> ForgettingAnswers.requireLongEnough(Duration.ofHours(24)));
    }
}
