package io.ballast.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PingScheduleTest {

    private static final Instant OPENED = Instant.parse("2025-11-04T10:30:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(25);

    @Test
    void givenConnectionsThatOpenedTogether_whenTimePasses_thenTheirPingsAreSpreadOverTheInterval() {
        List<PingSchedule> all = IntStream.range(0, 1_000)
                .mapToObj(i -> new PingSchedule(INTERVAL, OPENED, i / 1_000.0))
                .toList();

        for (int second = 0; second < 100; second++) {
            Instant now = OPENED.plusSeconds(second).plusMillis(999);
            assertEquals(
                    40, all.stream().filter(schedule -> schedule.isDue(now)).count());
        }
    }

    @Test
    void givenAScheduleThatWasNotAskedForLong_whenItIsAsked_thenOnePingIsDueAndTheNextOneAnIntervalLater() {
        PingSchedule schedule = new PingSchedule(INTERVAL, OPENED, 0.5);
        Instant late = OPENED.plus(Duration.ofMinutes(10));

        assertFalse(schedule.isDue(OPENED.plusSeconds(12)));
        assertTrue(schedule.isDue(late));
        assertFalse(schedule.isDue(late.plus(INTERVAL).minusMillis(1)));
        assertTrue(schedule.isDue(late.plus(INTERVAL)));
    }
}
