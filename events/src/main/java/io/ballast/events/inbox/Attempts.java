package io.ballast.events.inbox;

import io.ballast.events.background.Backoff;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** The attempts at one event: how many there were, and after each failure the pause before the next or the end. */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final int bound;
    private final Backoff backoff;
    private final String what;
    private final Executor caller;
    private long failures;
    private long lasting;

    Attempts(InboxConfig config, String what, Executor caller) {
        this.bound = config.attempts();
        this.backoff = new Backoff(config.firstPause(), config.longestPause());
        this.what = what;
        this.caller = caller;
    }

    /** Emits, on the caller's context, when the next attempt is due, or fails with the failure if there is none. */
    Uni<Long> nextAfter(Throwable failure) {
        failures++;
        if (!TransientFailures.isTransient(failure)) {
            lasting++;
        }
        if (lasting >= bound) {
            return Uni.createFrom().failure(failure);
        }
        return pause(failure);
    }

    private Uni<Long> pause(Throwable failure) {
        Duration pause = backoff.pauseAfter(failures);
        if (Backoff.isWorthTelling(failures)) {
            LOG.warnf("%s: attempt %d failed, the next in %s: %s", what, failures, pause, failure.toString());
        }
        return Uni.createFrom().item(failures).onItem().delayIt().by(pause).emitOn(caller);
    }
}
