package io.ballast.events.outbox;

import io.ballast.events.kafka.Envelope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Sends batches in their order. The raw producer instead of a channel: it lives exactly as long as a leadership, and
 * closing it abandons what it still holds. Since its calls may block, they run on worker threads.
 */
final class RelayProducer {

    private static final Logger LOG = Logger.getLogger(RelayProducer.class);

    private final Producer<String, String> producer;
    private final Executor workers = Infrastructure.getDefaultWorkerPool();

    private RelayProducer(Producer<String, String> producer) {
        this.producer = producer;
    }

    /**
     * @param broker how to reach and trust the broker ({@code kafka.*} in the configuration)
     */
    static Uni<RelayProducer> open(Map<String, Object> broker, String clientId) {
        return Uni.createFrom()
                .item(() -> new RelayProducer(new KafkaProducer<>(settings(broker, clientId))))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /**
     * What keeps the order: idempotence with at most five requests in flight, and no expiry. A batch that expired in the
     * client would let later ones overtake it; so the client tries for ever, and the relay decides when to give up, by
     * closing it.
     */
    static Map<String, Object> settings(Map<String, Object> broker, String clientId) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        // Without metadata nothing was queued yet, so giving up here reorders nothing.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        // What is handed over together goes together, at once by the flush after it; until then the client does
        // not send the first event alone. A request takes one batch of a partition, and a busy account has one.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 262_144);
        return settings;
    }

    /** Emits, on a thread of the client or a worker, once the fate of every row is known. */
    Uni<Sent> send(List<OutboxRow> rows) {
        return Uni.createFrom().emitter(emitter -> workers.execute(() -> sendAll(rows, emitter)));
    }

    /** Abandons what is not acknowledged: its rows stay in the outbox. */
    void close() {
        workers.execute(() -> producer.close(Duration.ZERO));
    }

    private void sendAll(List<OutboxRow> rows, UniEmitter<? super Sent> emitter) {
        Acknowledgements acknowledgements = new Acknowledgements(rows, emitter::complete);
        for (OutboxRow row : rows) {
            for (Envelope event : row.events()) {
                if (acknowledgements.hasFailure()) {
                    acknowledgements.notSent();
                } else {
                    send(row.id(), event, acknowledgements);
                }
            }
        }
        flush();
    }

    /** Waits for what the callbacks have been told by then, or until the producer is closed. */
    private void flush() {
        try {
            producer.flush();
        } catch (RuntimeException closing) {
            LOG.debugf("The producer was closed while it flushed: %s", closing.toString());
        }
    }

    private void send(long row, Envelope event, Acknowledgements acknowledgements) {
        try {
            producer.send(event.toRecord(), (metadata, failure) -> acknowledgements.settle(row, failure));
        } catch (RuntimeException failure) {
            LOG.debugf(failure, "Sending the event %s failed", event.id());
            acknowledgements.settle(row, failure);
        }
    }
}
