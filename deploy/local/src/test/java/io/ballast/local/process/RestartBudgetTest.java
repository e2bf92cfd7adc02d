package io.ballast.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final RestartBudget budget =
            RestartBudget.of(3, Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofSeconds(3));

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        assertThat(budget.next(NOON)).contains(Duration.ofSeconds(1));
        assertThat(budget.next(NOON)).contains(Duration.ofSeconds(2));
        assertThat(budget.next(NOON)).contains(Duration.ofSeconds(3));
    }

    @Test
    void givenAllTriesUsedWithinTheWindowThereIsNoOther() {
        exhaust();

        assertThat(budget.next(NOON.plusSeconds(119))).isEmpty();
    }

    @Test
    void givenTheWindowHasPassedTheBudgetIsFullAgain() {
        exhaust();

        assertThat(budget.next(NOON.plusSeconds(121))).contains(Duration.ofSeconds(1));
    }

    private void exhaust() {
        for (int used = 0; used < 3; used++) {
            budget.next(NOON);
        }
    }
}
