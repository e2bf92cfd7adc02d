package io.ballast.autodeposit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventRecords;
import io.ballast.infrastructure.testkit.TopicRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other end of the service's topics: publishes as chain-balance-service does, and reads the dead letter queue. */
public final class KafkaFixture implements AutoCloseable {

    private static final String DLQ = Topics.deadLetterQueue("auto-deposit", Topics.CHAIN_BALANCES);

    private final String bootstrapServers;
    private final KafkaProducer<String, String> producer;

    public KafkaFixture(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Publishes the events and waits until the broker has them. */
    public void publish(Event<?>... events) {
        for (Event<?> event : events) {
            send(EventRecords.write(event));
        }
    }

    public void send(ProducerRecord<String, String> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The reasons that the dead letter queue keeps for the records with this key. */
    public List<String> deadLetterReasons(String key) {
        try (TopicRecords records = TopicRecords.of(bootstrapServers, DLQ)) {
            return records.untilEnd().stream()
                    .filter(record -> key.equals(record.key()))
                    .map(record -> text(record.headers().lastHeader("dead-letter-reason")))
                    .toList();
        }
    }

    /** The events of deposits with this key, the oldest first; one that a killed relay sent twice is one, as for its receivers. */
    public List<EventData> deposits(UUID walletId) {
        try (TopicRecords records = TopicRecords.of(bootstrapServers, Topics.DEPOSITS)) {
            Map<UUID, EventData> events = new LinkedHashMap<>();
            records.untilEnd().stream()
                    .filter(record -> walletId.toString().equals(record.key()))
                    .map(record -> EventRecords.read(record).orElseThrow())
                    .forEach(event -> events.putIfAbsent(event.id(), event.data()));
            return List.copyOf(events.values());
        }
    }

    private static String text(Header header) {
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
