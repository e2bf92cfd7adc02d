package io.ballast.events.operation;

import io.ballast.events.outbox.OutboxMeasurement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Measures the {@link EventFlow} of this service, at most once a second however many ask. */
@ApplicationScoped
public class EventFlows {

    private static final Logger LOG = Logger.getLogger(EventFlows.class);
    private static final Duration VALID = Duration.ofSeconds(1);

    private final String service;
    private final OutboxMeasurement outbox;
    private final ConsumedTopics topics;
    private final Uni<EventFlow> measured;

    EventFlows(Config config, OutboxMeasurement outbox, ConsumedTopics topics) {
        this.service = config.getValue("quarkus.application.name", String.class);
        this.outbox = outbox;
        this.topics = topics;
        this.measured = Uni.createFrom().deferred(this::measure).memoize().forFixedDuration(VALID);
    }

    /** The flow now, not older than a second. Does not fail: what can not be measured is absent. */
    public Uni<EventFlow> now() {
        return measured;
    }

    private Uni<EventFlow> measure() {
        return Uni.combine()
                .all()
                .unis(orAbsent(topics.consumers()), orAbsent(topics.deadLetters()))
                .with((consumers, letters) -> new EventFlow(
                        service,
                        Instant.now(),
                        outbox.latest().orElse(null),
                        consumers.orElse(null),
                        letters.orElse(null)));
    }

    private static <T> Uni<Optional<List<T>>> orAbsent(Uni<List<T>> lines) {
        return lines.map(Optional::of)
                .onFailure()
                .invoke(failure -> LOG.debugf("Kafka could not be asked: %s", failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
