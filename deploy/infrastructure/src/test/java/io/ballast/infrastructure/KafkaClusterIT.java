package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaClusterIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String TOPIC = "ledger.balances.v1";
    private static final int PARTITIONS = 3;

    @Test
    void givenThreeBrokers_whenOneIsKilled_thenEveryPartitionTakesRecordsAndNothingIsLostWhenItIsBack()
            throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start()) {
            cluster.createTopics(List.of(TOPIC), PARTITIONS);
            send(cluster, "before");
            Awaitility.await().atMost(BOUND).until(cluster::isWhole);

            cluster.brokers().get(1).kill();
            send(cluster, "without");
            assertThat(cluster.isWhole()).isFalse();
            cluster.brokers().get(1).restart();

            Awaitility.await().atMost(BOUND).until(cluster::isWhole);
            assertThat(read(cluster, 2 * PARTITIONS))
                    .containsOnly("before", "without")
                    .hasSize(2 * PARTITIONS);
        }
    }

    /** One record to each partition; returns when a majority has it. */
    private static void send(KafkaCluster cluster, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(TOPIC, partition, "key", value))
                        .get(BOUND.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> read(KafkaCluster cluster, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", cluster.bootstrapServers(), "group.id", "reader", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Awaitility.await().atMost(BOUND).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
