package io.ballast.ledger.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void givenAFifthOfTheTime_whenWorked_thenFourTimesAsLongIsRest() {
        // given
        Pace pace = new Pace(20);

        // then
        assertEquals(Duration.ofMillis(800), pace.restAfter(Duration.ofMillis(200)));
    }

    @Test
    void givenAllOfTheTime_whenWorked_thenThereIsNoRest() {
        // given
        Pace pace = new Pace(100);

        // then
        assertEquals(Duration.ZERO, pace.restAfter(Duration.ofSeconds(5)));
    }

    @Test
    void givenAPieceThatTookLong_whenWorked_thenTheRestIsBounded() {
        // given
        Pace pace = new Pace(1);

        // then
        assertEquals(Duration.ofSeconds(10), pace.restAfter(Duration.ofMinutes(5)));
    }
}
