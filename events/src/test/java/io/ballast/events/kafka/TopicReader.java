package io.ballast.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballast.events.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning and keeps what belongs to one tenant, in the order of each partition. */
public final class TopicReader implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final Predicate<ConsumerRecord<String, String>> wanted;
    private final List<ConsumerRecord<String, String>> seen = new ArrayList<>();

    private TopicReader(KafkaConsumer<String, String> consumer, Predicate<ConsumerRecord<String, String>> wanted) {
        this.consumer = consumer;
        this.wanted = wanted;
    }

    public static TopicReader of(String bootstrapServers, String topic, String tenant) {
        return of(bootstrapServers, topic, record -> tenant.equals(header(record, EventHeaders.TENANT)));
    }

    public static TopicReader of(
            String bootstrapServers, String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        Collection<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicReader(consumer, wanted);
    }

    /** Everything so far, duplicates included. */
    public List<ConsumerRecord<String, String>> records() {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> {
            if (wanted.test(record)) {
                seen.add(record);
            }
        });
        return List.copyOf(seen);
    }

    public List<Event<?>> events() {
        List<Event<?>> events = new ArrayList<>();
        records().forEach(record -> EventRecords.read(record).ifPresent(events::add));
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }

    public static String header(ConsumerRecord<String, String> record, String name) {
        return record.headers().lastHeader(name) == null
                ? null
                : new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
