package io.ballast.events.background;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Work that repeats on a Vert.x timer, never beside itself; a failure is told of and the next turn tries again. */
public final class Periodic {

    private static final Logger LOG = Logger.getLogger(Periodic.class);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<?>> work;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final long timer;
    private long failures;

    private Periodic(Vertx vertx, String name, Duration interval, Supplier<Uni<?>> work) {
        this.vertx = vertx;
        this.name = name;
        this.work = work;
        this.timer = vertx.setPeriodic(interval.toMillis(), ignored -> turn());
    }

    /** Starts; the first turn is one interval away. */
    public static Periodic start(Vertx vertx, String name, Duration interval, Supplier<Uni<?>> work) {
        return new Periodic(vertx, name, interval, work);
    }

    /** Takes no further turn; one that is under way ends by itself. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void turn() {
        if (underWay.compareAndSet(false, true)) {
            Uni.createFrom()
                    .deferred(this::begin)
                    .onTermination()
                    .invoke(() -> underWay.set(false))
                    .subscribe()
                    .with(ignored -> failures = 0, this::failed);
        }
    }

    private Uni<Periodic> begin() {
        return work.get().map(ignored -> this);
    }

    private void failed(Throwable failure) {
        failures++;
        if (Backoff.isWorthTelling(failures)) {
            LOG.warnf("%s failed (%d in a row): %s", name, failures, failure.toString());
        }
    }
}
