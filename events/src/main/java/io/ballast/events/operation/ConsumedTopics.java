package io.ballast.events.operation;

import io.ballast.events.operation.EventFlow.Consumer;
import io.ballast.events.operation.EventFlow.DeadLetters;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.Config;

/** Asks Kafka how far this service's groups have come, over all of their replicas, and what is in its dead letter topics. */
@ApplicationScoped
class ConsumedTopics {

    /** An operator waits for the answer: a broker that is away must not take a minute. In ms. */
    private static final int REQUEST = 2_000;

    private static final int ANSWER = 3_000;

    private final List<Channel> channels;
    private final Map<String, Object> broker;
    private Admin admin;

    ConsumedTopics(Config config, @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.channels = Channel.of(config);
        this.broker = broker;
    }

    @PreDestroy
    synchronized void stop() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    Uni<List<Consumer>> consumers() {
        return offsets()
                .chain(offsets -> Multi.createFrom()
                        .iterable(channels)
                        .onItem()
                        .transformToUniAndConcatenate(channel -> offsets.lag(channel.group(), channel.topic())
                                .map(lag -> new Consumer(channel.group(), channel.topic(), lag)))
                        .collect()
                        .asList());
    }

    Uni<List<DeadLetters>> deadLetters() {
        return offsets()
                .chain(offsets -> Multi.createFrom()
                        .iterable(channels)
                        .filter(channel -> channel.deadLetters().isPresent())
                        .map(channel -> channel.deadLetters().orElseThrow())
                        .onItem()
                        .transformToUniAndConcatenate(
                                topic -> offsets.depth(topic).map(depth -> new DeadLetters(topic, depth)))
                        .collect()
                        .asList());
    }

    /** Made on a worker, because the client looks up names; and only when somebody asks. */
    private Uni<KafkaOffsets> offsets() {
        return Uni.createFrom()
                .item(() -> new KafkaOffsets(admin()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> settings = new HashMap<>(broker);
            settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "operation");
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST);
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER);
            admin = Admin.create(settings);
        }
        return admin;
    }
}
