package io.ballast.acceptance;

import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A client that reads Kafka from the beginning, and keeps the first arrival of every event. */
final class EventLog {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;

    EventLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** All events that are on the topics now, in order of arrival within each key. */
    List<Event<?>> read() {
        Map<UUID, Event<?>> firstArrivals = new LinkedHashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!reached(consumer, ends)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("Kafka was not read to its end within " + PATIENCE);
                }
                consumer.poll(Duration.ofMillis(200))
                        .forEach(message -> EventRecords.read(message)
                                .ifPresent(event -> firstArrivals.putIfAbsent(event.id(), event)));
            }
        }
        return new ArrayList<>(firstArrivals.values());
    }

    /** The data of all events of one type. */
    <T extends EventData> List<T> read(Class<T> type) {
        return read().stream()
                .map(Event::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Puts an event on its topic as its producer would, and returns when Kafka has it. */
    void publish(Event<?> event) {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(EventRecords.write(event)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not take the event", e);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        return Topics.all().stream()
                .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
                .map(EventLog::topicPartition)
                .toList();
    }

    private static TopicPartition topicPartition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    private static boolean reached(KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
    }
}
