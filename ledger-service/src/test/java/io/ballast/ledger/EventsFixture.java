package io.ballast.ledger;

import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code ledger.balances.v1} from its beginning, as a consumer that was away would. */
public final class EventsFixture implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final List<Event<?>> seen = new ArrayList<>();

    public EventsFixture(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.LEDGER_BALANCES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** What has been told of the owner so far, in order. */
    public List<Event<?>> of(String tenant, String ownerId) {
        consumer.poll(Duration.ofMillis(200))
                .forEach(record -> EventRecords.read(record).ifPresent(seen::add));
        return seen.stream()
                .filter(event -> event.key().equals(tenant + ":" + ownerId))
                .toList();
    }

    /** The data of what has been told of the owner so far, of one type, in order. */
    public <T extends EventData> List<T> of(String tenant, String ownerId, Class<T> type) {
        return of(tenant, ownerId).stream()
                .map(Event::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
