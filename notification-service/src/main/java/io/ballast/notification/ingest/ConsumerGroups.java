package io.ballast.notification.ingest;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * This replica's membership in Kafka's consumer groups. Left to itself the connector leaves them only when the process ends, one
 * consumer after the other with two seconds of pause each, in which nobody reads its partitions; a process that is killed before
 * leaves them to a timeout.
 */
@ApplicationScoped
public class ConsumerGroups {

    /** After new sockets are turned away, before the open ones are closed. */
    public static final int WHEN_DRAINING = 100;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Logger LOG = Logger.getLogger(ConsumerGroups.class);

    private final KafkaClientService kafka;
    private final IngestConfig config;

    ConsumerGroups(KafkaClientService kafka, IngestConfig config) {
        this.kafka = kafka;
        this.config = config;
    }

    /**
     * Takes nothing more, finishes and commits what was taken, and leaves all groups: the brokers give the partitions to other
     * replicas at once. What is not finished in time is told to another replica again, which recognises it. Returns when that is
     * done or its time is over; the sockets are still served.
     */
    void leave(@Observes @Priority(WHEN_DRAINING) ShutdownDelayInitiatedEvent event) {
        List<Callable<Void>> consumers = consumers().map(this::closing).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> done =
                    threads.invokeAll(consumers, config.leaveWithin().toMillis(), TimeUnit.MILLISECONDS);
            long left = done.stream()
                    .filter(end -> end.state() == Future.State.SUCCESS)
                    .count();
            if (left == consumers.size()) {
                LOG.infof("Kafka's consumer groups are left: consumers=%d", left);
            } else {
                LOG.warnf("Kafka's consumer groups are not left in time: consumers=%d left=%d", consumers.size(), left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Stream<KafkaConsumer<Object, Object>> consumers() {
        return kafka.getConsumerChannels().stream().flatMap(channel -> kafka.getConsumers(channel).stream());
    }

    /** Only the connector's own class can close: a consumer that merely unsubscribes would be polled on, and fail. */
    private Callable<Void> closing(KafkaConsumer<?, ?> consumer) {
        return () -> {
            finish(consumer);
            ((ReactiveKafkaConsumer<?, ?>) consumer).close();
            return null;
        };
    }

    /**
     * What can not be finished is left as it is: another replica is told of it. Pauses again with each look, because the
     * connector resumes by itself when it had paused. Waits on a thread of its own: Quarkus ends the service when its observers
     * have returned.
     */
    private void finish(KafkaConsumer<?, ?> consumer) {
        Uni.createFrom()
                .deferred(() -> consumer.pause().chain(() -> isDone(consumer)))
                .repeat()
                .withDelay(LOOK)
                .whilst(done -> !done)
                .collect()
                .last()
                .ifNoItem()
                .after(config.finishWithin())
                .recoverWithItem(false)
                .onFailure()
                .recoverWithItem(false)
                .await()
                .indefinitely();
    }

    /** Whether all that was fetched is committed; a partition of which nothing was ever fetched has nothing to commit. */
    private static <K, V> Uni<Boolean> isDone(KafkaConsumer<K, V> consumer) {
        return consumer.getPositions()
                .chain(positions -> consumer.committed(positions.keySet().toArray(TopicPartition[]::new))
                        .map(committed -> positions.entrySet().stream()
                                .allMatch(at -> at.getValue() == 0
                                        || committed.get(at.getKey()) != null
                                                && committed.get(at.getKey()).offset() >= at.getValue())));
    }
}
