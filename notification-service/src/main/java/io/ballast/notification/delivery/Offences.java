package io.ballast.notification.delivery;

import java.time.Duration;
import java.time.Instant;

/** Counts what a client does wrong within a window of time. */
final class Offences {

    private final int max;
    private final Duration window;
    private Instant windowEnd = Instant.MIN;
    private int count;

    Offences(int max, Duration window) {
        this.max = max;
        this.window = window;
    }

    /** @return whether it was one too many */
    boolean add(Instant now) {
        if (now.isAfter(windowEnd)) {
            windowEnd = now.plus(window);
            count = 0;
        }
        return ++count > max;
    }
}
