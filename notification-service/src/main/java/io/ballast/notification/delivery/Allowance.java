package io.ballast.notification.delivery;

import java.time.Duration;

/** What may be used within a window of time. Safe for any thread. */
final class Allowance {

    private final int max;
    private final long windowMillis;
    private long windowEnd;
    private long used;

    Allowance(int max, Duration window) {
        this.max = max;
        this.windowMillis = window.toMillis();
    }

    /**
     * Uses some of it.
     *
     * @param now in milliseconds of any clock that does not go back
     * @return whether that much was left; what was too much counts too
     */
    synchronized boolean take(long amount, long now) {
        if (now >= windowEnd) {
            windowEnd = now + windowMillis;
            used = 0;
        }
        used += amount;
        return used <= max;
    }
}
