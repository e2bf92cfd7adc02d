package io.ballast.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How often a service or part that dies is started again: each time after a longer pause, and no more than a number of times
 * within a window.
 *
 * @param tries within the window
 * @param first pause; doubles with every try within the window
 * @param longest pause
 */
public record RestartBudget(int tries, Duration window, Duration first, Duration longest, Deque<Instant> used) {

    /** Five tries within two minutes, after pauses of a quarter of a second to eight seconds. */
    public static RestartBudget standard() {
        return of(5, Duration.ofMinutes(2), Duration.ofMillis(250), Duration.ofSeconds(8));
    }

    static RestartBudget of(int tries, Duration window, Duration first, Duration longest) {
        return new RestartBudget(tries, window, first, longest, new ArrayDeque<>());
    }

    /** How long to wait before the next try; empty if there is none left. To be called by one thread at a time. */
    public Optional<Duration> next(Instant now) {
        while (!used.isEmpty() && used.peekFirst().isBefore(now.minus(window))) {
            used.removeFirst();
        }
        if (used.size() >= tries) {
            return Optional.empty();
        }
        Duration pause = first.multipliedBy(1L << used.size());
        used.addLast(now);
        return Optional.of(pause.compareTo(longest) < 0 ? pause : longest);
    }
}
