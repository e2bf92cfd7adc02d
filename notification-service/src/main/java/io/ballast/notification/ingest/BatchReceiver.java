package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.events.kafka.EventRecords;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Hands over the events that come from Kafka together. If that fails, whatever the reason, each is handed over by itself, in
 * order, with the attempts that {@link EventReceiver} gives it; so one that can not be processed is set aside alone.
 */
@ApplicationScoped
class BatchReceiver {

    private static final Logger LOG = Logger.getLogger(BatchReceiver.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EventReceiver receiver;

    BatchReceiver(EventReceiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Returns when all are done or set aside, and never fails.
     *
     * @param handler must bear being called again for the same events
     */
    Uni<Void> receive(List<KafkaRecord<String, String>> records, Function<List<Event<?>>, Uni<Void>> handler) {
        return Uni.createFrom()
                .item(records)
                .map(BatchReceiver::events)
                .chain(handler::apply)
                .onFailure()
                .invoke(failure -> LOG.debugf("Events are taken one by one, together they failed: %s", failure))
                .onFailure()
                .recoverWithUni(() -> oneByOne(records, handler));
    }

    private static List<Event<?>> events(List<KafkaRecord<String, String>> records) {
        List<Event<?>> events = new ArrayList<>();
        records.forEach(record -> EventRecords.read(original(record)).ifPresent(events::add));
        return events;
    }

    private Uni<Void> oneByOne(List<KafkaRecord<String, String>> records, Function<List<Event<?>>, Uni<Void>> handler) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(record -> one(record, handler))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> one(KafkaRecord<String, String> record, Function<List<Event<?>>, Uni<Void>> handler) {
        return receiver.receive(original(record), event -> handler.apply(List.of(event)))
                .onFailure()
                .recoverWithUni(failure -> setAside(record, failure));
    }

    /** Until Kafka has taken it: what is neither processed nor set aside would be lost. */
    private static Uni<Void> setAside(KafkaRecord<String, String> record, Throwable failure) {
        return Uni.createFrom()
                .completionStage(() -> record.nack(failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<String, String> original(KafkaRecord<String, String> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(metadata -> (ConsumerRecord<String, String>) metadata.getRecord())
                .orElseThrow();
    }
}
