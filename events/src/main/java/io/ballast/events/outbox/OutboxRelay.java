package io.ballast.events.outbox;

import io.ballast.events.background.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Publishes what the outbox holds: at least once, and in the order of ids.
 *
 * <p><b>One per database.</b> The replicas of a service compete for an advisory lock, which one database connection holds
 * for as long as it lives. That connection also selects and marks, so a relay that lost the lock can mark nothing; it stops
 * sending at once. Two relays can overlap for a moment, the old one's last batch and the new one's first. Both walk the
 * same list from its front, so the <em>first</em> arrival of every event is still in order, and the inbox drops the second.
 *
 * <p><b>Order.</b> A writer holds its account's row lock when it inserts the event, and until it commits. The next writer of
 * that account inserts later and gets a higher id, and is visible only after the first is. So per account the order of ids is
 * the order of commits, and no snapshot shows the later event without the earlier. Between accounts ids commit in any order;
 * therefore the relay selects what is there and not what is beyond the last id it saw ({@link RelayFloor} tells up to
 * where nothing can come any more).
 *
 * <p><b>Woken at commit</b>, directly when the relay of this replica leads, else by a {@code NOTIFY} of its own, after and
 * outside the business transaction: inside, it would serialise all commits. The timer is only a safety net.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final OutboxConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private final Map<String, Object> broker;
    private final AtomicBoolean woken = new AtomicBoolean();

    private RelayParts parts;
    private Periodic looking;
    private Periodic electing;
    private volatile RelayLoop loop;

    OutboxRelay(
            OutboxConfig config,
            Pool pool,
            Vertx vertx,
            @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        this.broker = broker;
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        parts = new RelayParts(config, pool, broker, vertx.getOrCreateContext());
        loop = new RelayLoop(parts);
        looking = Periodic.start(vertx, "Looking into the outbox", config.interval(), () -> task(loop::look));
        electing = Periodic.start(vertx, "Electing a relay", config.takeoverInterval(), () -> task(loop::tryToLead));
        parts.run(loop::connect);
    }

    /** Blocks, bounded, on the stopping main thread: the lock shall be free before this process is gone. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (loop == null) {
            return;
        }
        looking.stop();
        electing.stop();
        CountDownLatch stopped = new CountDownLatch(1);
        parts.run(() -> loop.stop(stopped::countDown));
        long patience = config.stopTimeout().plus(config.statementTimeout()).toMillis();
        if (!stopped.await(patience, TimeUnit.MILLISECONDS)) {
            LOG.warn("The outbox relay did not stop in time; its lock ends with its connection");
        }
    }

    /** Tells the relay, this one or the leading replica's, that something was committed. Cheap, and callable anywhere. */
    void wake() {
        if (loop != null && woken.compareAndSet(false, true)) {
            parts.run(this::wakeOnce);
        }
    }

    private void wakeOnce() {
        woken.set(false);
        loop.wake();
    }

    private Uni<Void> task(Runnable step) {
        parts.run(step);
        return Uni.createFrom().voidItem();
    }
}
