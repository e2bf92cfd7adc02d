package io.ballast.events.inbox;

import io.ballast.events.Event;
import io.ballast.events.background.CallerContext;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.kafka.UnreadableEventException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Counts what it gives up. The counts of every consumed topic exist from the start: an increase from nothing to one is none to
 * Prometheus, and no alert would tell of the first dead letter.
 */
@Startup
@ApplicationScoped
class RetryingEventReceiver implements EventReceiver {

    private static final Logger LOG = Logger.getLogger(RetryingEventReceiver.class);
    private static final Pattern TOPIC = Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.topic");
    private static final String UNREADABLE = "unreadable";
    private static final String FAILED = "failed";

    private final InboxConfig config;
    private final MeterRegistry meters;

    RetryingEventReceiver(InboxConfig config, Config channels, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        channels.getPropertyNames().forEach(name -> {
            if (TOPIC.matcher(name).matches()) {
                String topic = channels.getValue(name, String.class);
                deadLetters(topic, UNREADABLE);
                deadLetters(topic, FAILED);
            }
        });
    }

    @Override
    public Uni<Void> receive(ConsumerRecord<String, String> record, Function<Event<?>, Uni<Void>> handler) {
        return Uni.createFrom()
                .item(record)
                .map(EventRecords::read)
                .flatMap(event -> event.map(known -> attempt(known, place(record), handler))
                        .orElseGet(() -> ignore(record)))
                .onFailure()
                .invoke(failure -> gaveUp(record, failure));
    }

    private Uni<Void> attempt(Event<?> event, String place, Function<Event<?>, Uni<Void>> handler) {
        Attempts attempts = new Attempts(config, event.type().wireName() + " at " + place, CallerContext.executor());
        return Uni.createFrom()
                .deferred(() -> handler.apply(event))
                .onFailure()
                .retry()
                .when(failures -> pauses(failures, attempts));
    }

    private static Multi<Long> pauses(Multi<Throwable> failures, Attempts attempts) {
        return failures.onItem().transformToUniAndConcatenate(attempts::nextAfter);
    }

    private static Uni<Void> ignore(ConsumerRecord<String, String> record) {
        LOG.debugf("Ignored the record at %s: its type is not known here", place(record));
        return Uni.createFrom().voidItem();
    }

    private void gaveUp(ConsumerRecord<String, String> record, Throwable failure) {
        String reason = failure instanceof UnreadableEventException ? UNREADABLE : FAILED;
        deadLetters(record.topic(), reason).increment();
        LOG.errorf("Gave up the record at %s: %s", place(record), failure.toString());
    }

    private Counter deadLetters(String topic, String reason) {
        return meters.counter("dlq", "topic", topic, "reason", reason);
    }

    private static String place(ConsumerRecord<String, String> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
