package io.ballast.notification.ingest;

import io.ballast.events.background.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Acknowledges polls once what they changed is on PostgreSQL's disk. States are saved without waiting for the disk, because sockets
 * would wait with them; the log is written in order, so that a few times a second one commit that does wait brings to the disk all
 * that was committed before. Should PostgreSQL crash, what it forgets has not been acknowledged, and Kafka tells it again.
 */
@ApplicationScoped
class PollAcknowledgements {

    private static final Logger LOG = Logger.getLogger(PollAcknowledgements.class);

    /** Changes nothing, but is a transaction of its own whose commit is in the log. */
    private static final String FLUSH = "select pg_logical_emit_message(true, 'ballast', '')";

    private final Pool pool;
    private final IngestConfig config;
    private final Vertx vertx;
    private final Queue<KafkaRecordBatch<?, ?>> done = new ConcurrentLinkedQueue<>();
    private Periodic flushing;

    PollAcknowledgements(Pool pool, IngestConfig config, Vertx vertx) {
        this.pool = pool;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        flushing = Periodic.start(vertx, "Acknowledging the ledger's events", config.flushInterval(), this::flush);
    }

    void stop(@Observes ShutdownEvent event) {
        flushing.stop();
    }

    /** What it changed is committed; whatever happens to PostgreSQL, it is acknowledged only when that can not be lost. */
    void add(KafkaRecordBatch<?, ?> poll) {
        done.add(poll);
    }

    private Uni<Void> flush() {
        List<KafkaRecordBatch<?, ?>> before = List.copyOf(done);
        if (before.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.query(FLUSH)
                .execute()
                .ifNoItem()
                .after(config.flushTimeout())
                .failWith(() -> new TimeoutException("PostgreSQL did not answer"))
                .chain(() -> acknowledge(before));
    }

    private Uni<Void> acknowledge(List<KafkaRecordBatch<?, ?>> polls) {
        polls.forEach(poll -> done.poll());
        return Multi.createFrom()
                .iterable(polls)
                .onItem()
                .transformToUniAndConcatenate(PollAcknowledgements::acknowledge)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** What is not acknowledged is delivered again, and then recognised. */
    private static Uni<Void> acknowledge(KafkaRecordBatch<?, ?> poll) {
        return Uni.createFrom()
                .completionStage(poll::ack)
                .onFailure()
                .invoke(failure -> LOG.debugf("Events were not acknowledged: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
