package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Topics;
import io.ballast.infrastructure.Ports;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.TopicRecords;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every packaged service as the chart would run it: what Helm rendered and nothing else but ports, its own Kafka user on a broker
 * that obeys the rendered rights, TLS to every store. {@code make rehearse-cluster}; {@link KafkaRightsRehearsal} shows what the
 * same users are refused.
 */
class ClusterRehearsal {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String BROKEN = "no event";
    private static final JsonNode PLAN = Checkout.yaml("deploy/chart/files/topics.yaml");

    @TempDir
    static Path directory;

    private static ClusterParts parts;

    @BeforeAll
    static void start() {
        parts = ClusterParts.start(directory);
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenARenderedRelease_whenAServiceRuns_thenItTakesInPublishesAndSetsAsideWithTheRightsItHas(
            ServiceName service, @TempDir Path job, @TempDir Path pod) throws Exception {
        ContainerRun migration = parts.container(service, "Job", job);
        assertThat(migration.exitCode()).as(migration.log()).isZero();
        int management = Ports.free();
        ContainerRun container = parts.container(service, "Deployment", pod)
                .with("QUARKUS_HTTP_HOST", "localhost")
                .with("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()))
                .with("QUARKUS_MANAGEMENT_HOST", "localhost")
                .with("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));

        Process running = container.start();
        try {
            await().atMost(BOUND).until(() -> !running.isAlive() || answer(management, "/q/health/ready") == 200);
            assertThat(running.isAlive()).as(container.log()).isTrue();
            tellWhatItTook(service, running);
            assertThat(consumed(service)).isNotEmpty().allSatisfy(ClusterRehearsal::takesIn);
            for (String topic : produced(service)) {
                publishes(service, topic);
            }
            assertThat(container.log()).doesNotContain("AuthorizationException", "Not authorized");
        } finally {
            running.destroyForcibly().waitFor();
        }
    }

    /** What no consumer can read is set aside in its own dead letter queue, and its group goes on behind it. */
    private static void takesIn(Consumed consumed) {
        send(consumed.topic(), BROKEN);
        await().atMost(BOUND).until(() -> isIn(Topics.deadLetterQueue(consumed.reader(), consumed.topic()), BROKEN));
        await().atMost(BOUND).until(() -> committed(consumed.group(), consumed.topic()) > 0);
    }

    private static void publishes(ServiceName service, String topic) throws SQLException {
        String data = "{\"rehearsed\":\"%s\"}".formatted(service.module());
        try (ServiceDatabase database = parts.database(service)) {
            database.update("""
                    insert into outbox (tenant, topic, time, size, event_ids, keys, types, subjects, traceparents, data)
                    values ('default', ?, now(), 1, array[gen_random_uuid()], array['default:rehearsal'],
                        array['rehearsed'], array['rehearsal'], array[null]::text[], array[?])""", topic, data);
        }
        await().atMost(BOUND).until(() -> isIn(topic, data));
    }

    /** For the requests of the chart's values: what a service needs before it serves anybody. */
    private static void tellWhatItTook(ServiceName service, Process running) {
        ProcessHandle.Info info = running.info();
        Duration life = Duration.between(info.startInstant().orElseThrow(), Instant.now());
        System.out.printf(
                "ballast: cluster: %s was ready after %.1f s and %.1f s of CPU%n",
                service.module(),
                life.toMillis() / 1000.0,
                info.totalCpuDuration().orElseThrow().toMillis() / 1000.0);
    }

    private record Consumed(String topic, String reader, String group) {}

    private static List<Consumed> consumed(ServiceName service) {
        return PLAN.properties().stream()
                .filter(topic -> topic.getValue().path("groups").has(service.module()))
                .map(topic -> new Consumed(
                        topic.getKey(),
                        service.module().replaceFirst("-service$", ""),
                        topic.getValue().path("groups").path(service.module()).asText()))
                .toList();
    }

    private static List<String> produced(ServiceName service) {
        return PLAN.properties().stream()
                .filter(topic -> service.module()
                        .equals(topic.getValue().path("producer").asText()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void send(String topic, String value) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(everything(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "default:rehearsal", value));
        }
    }

    private static boolean isIn(String topic, String value) {
        try (TopicRecords records = TopicRecords.of(parts.kafka().bootstrapServers(), topic)) {
            return records.untilEnd().stream().anyMatch(found -> value.equals(found.value()));
        }
    }

    private static long committed(String group, String topic) throws Exception {
        try (Admin admin = Admin.create(everything())) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(partition -> partition.getKey().topic().equals(topic))
                    .mapToLong(partition -> partition.getValue().offset())
                    .sum();
        }
    }

    private static Map<String, Object> everything() {
        return Map.of("bootstrap.servers", parts.kafka().bootstrapServers());
    }

    private static int answer(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://localhost:" + port + path).toURL().openConnection();
        try {
            return connection.getResponseCode();
        } catch (ConnectException notYet) {
            return 0;
        } finally {
            connection.disconnect();
        }
    }
}
