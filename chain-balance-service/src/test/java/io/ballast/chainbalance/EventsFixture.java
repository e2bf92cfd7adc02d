package io.ballast.chainbalance;

import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.kafka.EventRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code chain.balances.v1} from its beginning, as a consumer that was away would. */
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
        consumer.assign(consumer.partitionsFor(Topics.CHAIN_BALANCES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** What has been told of the wallet so far, in order. */
    public List<Event<?>> ofWallet(UUID wallet) {
        consumer.poll(Duration.ofMillis(200))
                .forEach(record -> EventRecords.read(record).ifPresent(seen::add));
        return seen.stream()
                .filter(event -> event.key().equals(wallet.toString()))
                .toList();
    }

    /** The changes of the wallet's balances so far, in order. */
    public List<ChainBalanceChanged> changesOf(UUID wallet) {
        return ofWallet(wallet).stream()
                .map(Event::data)
                .map(ChainBalanceChanged.class::cast)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
