package io.ballast.notification.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.kafka.EventRecords;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Oracle;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Events that come together, with such among them as can not be read. */
@QuarkusTest
class LedgerEventsIT extends RunningService {

    private static final String TOPIC = "ledger.balances.v1";
    private static final String DEAD_LETTERS = "notification.ledger.balances.v1.dlq";
    private static final int CHANGES = 100;
    private static final int BROKEN = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void givenABatchWithBrokenRecords_whenItIsTaken_thenOnlyThoseAreSetAsideAndTheRestComesInOrder() {
        LedgerFixture ledger = LedgerFixture.newUser();
        long before = deadLetters();
        try (SocketClient client = connect(ledger)) {
            // given
            List<ProducerRecord<String, String>> records = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                records.add(EventRecords.write(ledger.change("1.00")));
                records.add(EventRecords.write(ledger.completed("1.00")));
                records.add(EventRecords.write(ledger.failed("2.00", "rejected")));
                if (i % (CHANGES / BROKEN) == 0) {
                    records.add(new ProducerRecord<>(
                            TOPIC, EventRecords.write(ledger.completed("1.00")).key(), "no event"));
                }
            }

            // when
            publishTogether(records);

            // then
            client.await("transaction_failed", CHANGES);
            assertEquals(CHANGES, client.count("balance_updated"));
            assertEquals(CHANGES, client.count("transaction_completed"));
            Oracle.of(client.frames(), ledger).assertBalance(ledger, CHANGES + ".00");
            // at least: a rebalance meanwhile sets them aside twice
            await().atMost(PATIENCE).until(() -> deadLetters() >= before + BROKEN);
        }
    }

    private void publishTogether(List<ProducerRecord<String, String>> records) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 200, "batch.size", 1_000_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            records.forEach(producer::send);
        }
    }

    private long deadLetters() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(DEAD_LETTERS)) {
                return 0;
            }
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(List.of(DEAD_LETTERS))
                    .allTopicNames()
                    .get()
                    .get(DEAD_LETTERS)
                    .partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(DEAD_LETTERS, partition.partition()), OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
