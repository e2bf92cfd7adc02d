package io.ballast.infrastructure.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning, as a consumer that was away would. */
public final class TopicRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CREATED = Duration.ofSeconds(30);

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> seen = new ArrayList<>();

    private TopicRecords(KafkaConsumer<String, String> consumer, String topic) {
        this.consumer = consumer;
        consumer.assign(partitions(consumer, topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Asking for a topic that is not there makes it, and is answered with nothing that time. */
    private static List<PartitionInfo> partitions(KafkaConsumer<String, String> consumer, String topic) {
        return Awaitility.await("topic " + topic)
                .atMost(CREATED)
                .pollInterval(POLL)
                .pollDelay(Duration.ZERO)
                .until(() -> consumer.partitionsFor(topic), infos -> !infos.isEmpty());
    }

    public static TopicRecords of(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return new TopicRecords(
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer()), topic);
    }

    /** What has arrived so far, in the order of each partition. */
    public List<ConsumerRecord<String, String>> soFar() {
        consumer.poll(POLL).forEach(seen::add);
        return List.copyOf(seen);
    }

    /** All that the topic held when this was called. */
    public List<ConsumerRecord<String, String>> untilEnd() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(seen::add);
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
