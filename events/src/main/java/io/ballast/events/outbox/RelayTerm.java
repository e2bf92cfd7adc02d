package io.ballast.events.outbox;

import io.ballast.events.background.Backoff;
import io.ballast.events.outbox.RelayBatches.BrokerFailure;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One leadership, from the lock's gain to its loss: empties the outbox whenever it is woken. All on the relay's context.
 */
final class RelayTerm {

    private static final Logger LOG = Logger.getLogger(RelayTerm.class);

    /** How long a batch may be under way before the log says that the broker is slow or away. */
    private static final Duration STALL = Duration.ofSeconds(10);

    private final RelayParts parts;
    private final RelaySession session;
    private final RelayFloor floor;
    private final Consumer<Throwable> whenDatabaseFails;
    private final Backoff backoff;

    private RelayProducer producer;
    private boolean over;
    private boolean busy;
    private boolean wokenWhileBusy;
    private boolean gathering;
    private boolean stalled;
    private long busySince = System.nanoTime();
    private long failures;
    private Runnable whenIdle;

    RelayTerm(RelayParts parts, RelaySession session, Consumer<Throwable> whenDatabaseFails) {
        this.parts = parts;
        this.session = session;
        this.floor = parts.floor(session);
        this.whenDatabaseFails = whenDatabaseFails;
        this.backoff = parts.backoff();
    }

    void begin() {
        parts.openProducer().subscribe().with(this::opened, this::brokerFailed);
    }

    /**
     * Something may be there. The first after a while goes at once; what follows it closely goes together, because a batch costs
     * the database, the broker and every consumer about the same, however much is in it.
     */
    void drain() {
        if (producer == null || over || gathering) {
            return;
        }
        if (busy) {
            wokenWhileBusy = true;
            return;
        }
        Duration early = parts.config().gathering().minusNanos(System.nanoTime() - busySince);
        if (early.isPositive()) {
            gathering = true;
            parts.later(early, this::gathered);
            return;
        }
        busy = true;
        wokenWhileBusy = false;
        busySince = System.nanoTime();
        parts.batches(session, floor, producer).untilEmpty().subscribe().with(ignored -> drained(), this::interrupted);
    }

    private void gathered() {
        gathering = false;
        drain();
    }

    /** The safety net: drains without being woken, and tells of a broker that keeps it waiting. */
    void look() {
        if (busy && !stalled && System.nanoTime() - busySince > STALL.toNanos()) {
            stalled = true;
            LOG.warn("Kafka has acknowledged nothing for a while; events wait in the outbox, none is lost");
        }
        if (!busy) {
            drain();
        }
    }

    /** Begins nothing new and tells when what is under way has ended, which takes no longer than the patience. */
    void finish(Duration patience, Runnable idle) {
        over = true;
        if (busy) {
            whenIdle = idle;
            parts.later(patience, this::abandon);
        } else {
            abandon();
            idle.run();
        }
    }

    /** Stops sending at once: what is not acknowledged stays in the outbox. */
    void abandon() {
        over = true;
        closeProducer();
    }

    private void opened(RelayProducer fresh) {
        if (over) {
            fresh.close();
            return;
        }
        producer = fresh;
        drain();
    }

    private void drained() {
        free();
        failures = 0;
        if (wokenWhileBusy) {
            drain();
        }
    }

    private void interrupted(Throwable failure) {
        free();
        if (over) {
            LOG.debugf("A batch was abandoned: %s", failure.toString());
        } else if (failure instanceof BrokerFailure) {
            brokerFailed(failure.getCause());
        } else {
            whenDatabaseFails.accept(failure);
        }
    }

    private void free() {
        busy = false;
        if (stalled) {
            stalled = false;
            LOG.info("The batch that waited for Kafka has ended");
        }
        if (whenIdle != null) {
            abandon();
            whenIdle.run();
        }
    }

    /** A producer that failed once is not trusted with the order any more: the next one starts from the front. */
    private void brokerFailed(Throwable failure) {
        closeProducer();
        failures++;
        if (Backoff.isWorthTelling(failures)) {
            LOG.warnf("Kafka did not take an event, it stays in the outbox (%d in a row): %s", failures, failure);
        }
        parts.later(backoff.pauseAfter(failures), this::reopen);
    }

    private void reopen() {
        if (!over && producer == null) {
            begin();
        }
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close();
            producer = null;
        }
    }
}
