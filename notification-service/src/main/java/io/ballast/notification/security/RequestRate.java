package io.ballast.notification.security;

import io.ballast.notification.user.User;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts each user's requests within one window of time for all. What it remembers is bounded by who asks within one window.
 * Safe for any thread; at the turn of a window a request may be counted in either.
 */
final class RequestRate {

    private final int max;
    private final long windowMillis;
    private final Map<User, Integer> counts = new ConcurrentHashMap<>();
    private long windowEnd;

    RequestRate(int max, Duration window) {
        this.max = max;
        this.windowMillis = window.toMillis();
    }

    /**
     * Counts a request.
     *
     * @param now in milliseconds of any clock that does not go back
     * @return whether it is within what the user may ask
     */
    boolean take(User user, long now) {
        turn(now);
        return counts.merge(user, 1, (count, one) -> Math.min(count + one, max + 1)) <= max;
    }

    private synchronized void turn(long now) {
        if (now >= windowEnd) {
            windowEnd = now + windowMillis;
            counts.clear();
        }
    }
}
