package io.ballast.notification.push.device;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a user wants to be left alone, every day.
 *
 * @param from in the user's time zone
 * @param to on the same day, or on the next if it is not later than {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

    /** When they end, if it is quiet at that moment. */
    public Optional<Instant> endAfter(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        boolean overMidnight = !from.isBefore(to);
        ZonedDateTime begin = here.with(from);
        if (overMidnight && here.toLocalTime().isBefore(to)) {
            begin = here.minusDays(1).with(from);
        }
        ZonedDateTime end = (overMidnight ? begin.plusDays(1) : begin).with(to);
        boolean quiet = !now.isBefore(begin.toInstant()) && now.isBefore(end.toInstant());
        return quiet ? Optional.of(end.toInstant()) : Optional.empty();
    }
}
