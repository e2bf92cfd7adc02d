package io.ballast.events.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.infrastructure.KafkaBroker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How far groups have come, asked of a real broker. */
class KafkaOffsetsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOPIC = "told.v1";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);

    private static KafkaBroker kafka;
    private static Admin admin;
    private static KafkaOffsets offsets;

    @BeforeAll
    static void fiveRecordsInTheFirstPartitionAndTwoInTheSecond() {
        kafka = KafkaBroker.start();
        kafka.createTopics(List.of(TOPIC), 3);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            IntStream.range(0, 7).forEach(each -> producer.send(new ProducerRecord<>(TOPIC, each / 5, "key", "value")));
        }
        admin = Admin.create(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "request.timeout.ms", "1000",
                "default.api.timeout.ms", "2000"));
        offsets = new KafkaOffsets(admin);
    }

    @AfterAll
    static void stop() {
        admin.close(Duration.ZERO);
        kafka.close();
    }

    @Test
    void givenAGroup_whenItsLagIsAsked_thenItIsWhatItHasNotCommittedOfAllPartitions() {
        assertThat(answer(offsets.lag("nobody", TOPIC))).isEqualTo(7);

        commit("some", 3);
        assertThat(answer(offsets.lag("some", TOPIC))).isEqualTo(4);

        commit("all-of-the-first", 5);
        assertThat(answer(offsets.lag("all-of-the-first", TOPIC))).isEqualTo(2);
    }

    @Test
    void givenATopicThatIsNotThere_whenItIsAsked_thenNothingIsInIt() {
        assertThat(answer(offsets.depth("none.dlq"))).isZero();
        assertThat(answer(offsets.lag("nobody", "none.v1"))).isZero();
        assertThat(kafka.topics()).doesNotContain("none.dlq", "none.v1");
    }

    @Test
    void givenRecordsThatWereDeleted_whenTheDepthIsAsked_thenOnlyWhatIsKeptCounts() {
        String letters = "letters.dlq";
        kafka.createTopics(List.of(letters), 1);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            IntStream.range(0, 4).forEach(each -> producer.send(new ProducerRecord<>(letters, "key", "value")));
        }
        assertThat(answer(offsets.depth(letters))).isEqualTo(4);

        answer(Uni.createFrom()
                .completionStage(
                        admin.deleteRecords(Map.of(new TopicPartition(letters, 0), RecordsToDelete.beforeOffset(3)))
                                .all()
                                .toCompletionStage()));

        assertThat(answer(offsets.depth(letters))).isEqualTo(1);
    }

    @Test
    void givenABrokerThatDoesNotAnswer_whenItIsAsked_thenThatFailsInTime() {
        try (Admin nowhere = Admin.create(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "request.timeout.ms", "200",
                "default.api.timeout.ms", "400"))) {
            Uni<Long> lag = new KafkaOffsets(nowhere).lag("nobody", TOPIC);
            assertThatThrownBy(() -> answer(lag)).isNotNull();
        }
    }

    private static void commit(String group, long offset) {
        answer(Uni.createFrom()
                .completionStage(admin.alterConsumerGroupOffsets(group, Map.of(FIRST, new OffsetAndMetadata(offset)))
                        .all()
                        .toCompletionStage()));
    }

    private static <T> T answer(Uni<T> question) {
        return question.await().atMost(PATIENCE);
    }
}
