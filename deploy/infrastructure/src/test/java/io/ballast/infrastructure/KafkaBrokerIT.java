package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void givenAcknowledgedRecords_whenTheBrokerIsKilledAndRestarted_thenTheyAreThere() {
        try (KafkaBroker broker = KafkaBroker.start()) {
            send(broker, "ledger.balances.v1", "first");
            int port = broker.port();
            long pid = broker.pid();

            broker.kill();
            broker.restart();
            send(broker, "ledger.balances.v1", "second");

            assertThat(broker.port()).isEqualTo(port);
            assertThat(broker.pid()).isNotEqualTo(pid);
            assertThat(read(broker, "ledger.balances.v1", 2)).containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void givenALastingBroker_whenClosedAndStartedAgain_thenTopicsAndRecordsStay() {
        try (KafkaBroker broker = KafkaBroker.start(0, directory, false)) {
            broker.createTopics(List.of("deposits.v1"), 6);
            send(broker, "deposits.v1", "kept");
        }
        try (KafkaBroker broker = KafkaBroker.start(0, directory, false)) {
            broker.createTopics(List.of("deposits.v1", "chain.balances.v1"), 6);

            assertThat(broker.topics()).contains("deposits.v1", "chain.balances.v1");
            assertThat(read(broker, "deposits.v1", 1)).containsExactly("kept");
            assertThatThrownBy(() -> send(broker, "unheard.of", "lost")).hasMessageContaining("unheard.of");
        }
    }

    @Test
    void givenATakenPort_whenStarted_thenPartAndPortAreNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> KafkaBroker.start(taken.getLocalPort(), null, true))
                    .isInstanceOf(PortInUse.class)
                    .hasMessageStartingWith("Kafka: port " + taken.getLocalPort());
        }
    }

    private static void send(KafkaBroker broker, String topic, String value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all", "max.block.ms", "3000");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> read(KafkaBroker broker, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "reader", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(BOUND).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
