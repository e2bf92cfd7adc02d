package io.ballast.events.inbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** The attempts at one event: how many there were, and after each failure the pause before the next or the end. */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final InboxConfig config;
    private final String what;
    private final Executor caller;
    private long made;
    private long ofUnknownOutlook;

    Attempts(InboxConfig config, String what, Executor caller) {
        this.config = config;
        this.what = what;
        this.caller = caller;
    }

    /** Emits, on the caller's context, when the next attempt is due, or fails with the failure if there is none. */
    Uni<Long> nextAfter(Throwable failure) {
        made++;
        boolean passes = TransientFailures.isTransient(failure);
        if (!passes) {
            ofUnknownOutlook++;
        }
        if (ofUnknownOutlook >= config.attempts()) {
            return Uni.createFrom().failure(failure);
        }
        Duration pause = pauseAfter(made, config.firstPause(), config.longestPause());
        log(failure, pause);
        return Uni.createFrom().item(made).onItem().delayIt().by(pause).emitOn(caller);
    }

    /** Doubles from the first pause on, never beyond the longest. */
    static Duration pauseAfter(long attempt, Duration first, Duration longest) {
        long doublings = Math.min(attempt - 1, 30);
        Duration pause = first.multipliedBy(1L << doublings);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** An outage of hours is told of at its beginning and then ever more rarely. */
    private void log(Throwable failure, Duration pause) {
        if (Long.bitCount(made) == 1) {
            LOG.warnf("%s: attempt %d failed, next in %s: %s", what, made, pause, failure.toString());
        }
    }
}
