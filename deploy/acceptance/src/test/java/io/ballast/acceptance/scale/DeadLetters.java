package io.ballast.acceptance.scale;

import io.ballast.infrastructure.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Where services put what they could not process. A fault is no reason to: events wait and are tried again. */
final class DeadLetters {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaCluster kafka;

    DeadLetters(KafkaCluster kafka) {
        this.kafka = kafka;
    }

    /** The queues that are not empty. */
    List<String> broken() {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = ScaledSet.deadLetterQueues().stream()
                    .flatMap(queue -> consumer.partitionsFor(queue, PATIENCE).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions, PATIENCE).entrySet().stream()
                    .filter(end -> end.getValue() > 0)
                    .map(end -> "%d events in %s".formatted(end.getValue(), end.getKey()))
                    .toList();
        }
    }
}
