package io.ballast.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrainCheckTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Test
    void givenADelayThatIsNotLongerThanTheWindow_whenTheReplicaStarts_thenItSaysWhyItDoesNot() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> DrainCheck.require(Optional.of(WINDOW), WINDOW));

        assertTrue(refused.getMessage().contains("ballast.delivery.drain-window"));
    }

    @Test
    void givenALongerDelayOrNone_whenTheReplicaStarts_thenItDoes() {
        assertDoesNotThrow(() -> DrainCheck.require(Optional.of(WINDOW.plusMillis(1)), WINDOW));
        assertDoesNotThrow(() -> DrainCheck.require(Optional.empty(), WINDOW));
    }
}
