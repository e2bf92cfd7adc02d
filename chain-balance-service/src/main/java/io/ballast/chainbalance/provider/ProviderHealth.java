package io.ballast.chainbalance.provider;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one provider: a circuit breaker, a pause that it asked for, and how far along it is. After some
 * failures in a row it is left alone; then one call tries it, and its outcome decides. Thread-safe.
 */
final class ProviderHealth {

    private static final int MOST_DOUBLINGS = 20;

    private final int failuresToOpen;
    private final Duration openFor;
    private final Duration longestOpen;
    private final Duration longestPause;
    private int failures;
    private int openings;
    private boolean trying;
    private Instant pausedUntil = Instant.MIN;
    private String lastCode = "rpc_unreachable";
    private long height = -1;

    /**
     * @param longestOpen the longest pause after failures: that much later than it is back, it is asked again at the latest
     * @param longestPause the longest pause that it may ask for itself
     */
    ProviderHealth(int failuresToOpen, Duration openFor, Duration longestOpen, Duration longestPause) {
        this.failuresToOpen = failuresToOpen;
        this.openFor = openFor;
        this.longestOpen = longestOpen;
        this.longestPause = longestPause;
    }

    /** Whether it may be called now. Whoever is told so must say how the call ended. */
    synchronized boolean begin(Instant now) {
        if (!isAskable(now)) {
            return false;
        }
        trying = openings > 0;
        return true;
    }

    synchronized void succeeded() {
        trying = false;
        failures = 0;
        openings = 0;
        pausedUntil = Instant.MIN;
    }

    synchronized void failed(RpcException failure, Instant now) {
        trying = false;
        lastCode = failure.code();
        switch (failure.kind()) {
            case REFUSED, BEHIND -> {
                failures = 0;
                openings = 0;
            }
            case THROTTLED -> pause(failure.retryAfter().orElseGet(this::opening), now);
            case UNAVAILABLE -> {
                failures++;
                if (failures >= failuresToOpen) {
                    pause(opening(), now);
                }
            }
        }
    }

    synchronized void saw(long seen) {
        height = seen;
    }

    /** The last height it told of, or -1. */
    synchronized long height() {
        return height;
    }

    /** Why it failed last. */
    synchronized String lastCode() {
        return lastCode;
    }

    synchronized boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil);
    }

    /** Whether {@link #begin} would say yes: it is left alone neither for a while nor for the one call that tries it. */
    synchronized boolean isAskable(Instant now) {
        return !isPaused(now) && !trying;
    }

    private Duration opening() {
        Duration pause = openFor.multipliedBy(1L << Math.min(openings, MOST_DOUBLINGS));
        openings++;
        return shorter(pause, longestOpen);
    }

    private void pause(Duration wanted, Instant now) {
        pausedUntil = now.plus(shorter(wanted, longestPause));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
