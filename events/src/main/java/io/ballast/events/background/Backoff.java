package io.ballast.events.background;

import java.time.Duration;

/**
 * Pauses that double with each failure in a row.
 *
 * @param first the pause after the first failure
 * @param longest the bound of all pauses
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    /** The pause after so many failures in a row, counted from 1. */
    public Duration pauseAfter(long failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** Whether this failure is worth a line in the log: a long outage is told of at its beginning and ever more rarely. */
    public static boolean isWorthTelling(long failures) {
        return Long.bitCount(failures) == 1;
    }
}
