package io.ballast.notification.push.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // over midnight, in winter: Berlin is an hour ahead
        "22:00, 07:00, 2026-01-10T20:59:59Z, ",
        "22:00, 07:00, 2026-01-10T21:00:00Z, 2026-01-11T06:00:00Z",
        "22:00, 07:00, 2026-01-11T05:59:59Z, 2026-01-11T06:00:00Z",
        "22:00, 07:00, 2026-01-11T06:00:00Z, ",
        // within a day, in summer: two hours
        "12:00, 14:00, 2026-07-10T09:59:59Z, ",
        "12:00, 14:00, 2026-07-10T10:00:00Z, 2026-07-10T12:00:00Z",
        "12:00, 14:00, 2026-07-10T12:00:00Z, ",
        // the night in which clocks go forward is an hour shorter, and longer when they go back
        "22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "22:00, 07:00, 2026-10-24T21:00:00Z, 2026-10-25T06:00:00Z"
    })
    void givenQuietHours_whenAMomentIsWithinThem_thenTheyEndByTheUsersClock(
            LocalTime from, LocalTime to, Instant now, Instant end) {
        assertEquals(Optional.ofNullable(end), new QuietHours(from, to, BERLIN).endAfter(now));
    }

    @Test
    void givenAnEndThatDoesNotExist_whenClocksGoForward_thenItIsAnHourLater() {
        QuietHours hours = new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 30), BERLIN);

        assertEquals(
                Optional.of(Instant.parse("2026-03-29T01:30:00Z")),
                hours.endAfter(Instant.parse("2026-03-29T00:30:00Z")));
    }
}
