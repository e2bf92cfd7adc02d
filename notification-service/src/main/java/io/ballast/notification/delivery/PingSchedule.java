package io.ballast.notification.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * When one connection is pinged: at a fixed interval, from a moment on that is drawn for each. Connections that opened together,
 * as after a restart, are so pinged spread over the interval: thousands of pings at once hold up everybody's frames.
 */
final class PingSchedule {

    private final Duration interval;
    private Instant next;

    /** @param share of the interval that passes before the first ping, from 0 to 1 */
    PingSchedule(Duration interval, Instant opened, double share) {
        this.interval = interval;
        this.next = opened.plusNanos((long) (interval.toNanos() * share));
    }

    /** Whether a ping is due; asked late, it is due once, and the next one keeps the rhythm as far as it can. */
    boolean isDue(Instant now) {
        if (now.isBefore(next)) {
            return false;
        }
        Instant after = next.plus(interval);
        next = after.isAfter(now) ? after : now.plus(interval);
        return true;
    }
}
