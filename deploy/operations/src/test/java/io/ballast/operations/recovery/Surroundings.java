package io.ballast.operations.recovery;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** What outlives the restore of a database: Kafka with its offsets, Redis, and who signs tokens. */
final class Surroundings implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** As the document says. */
    private static final Duration BEFORE = Duration.ofMinutes(15);

    /** What was killed here is soon missed by Kafka. */
    private static final Map<String, String> QUICK = Map.of(
            "mp.messaging.connector.smallrye-kafka.session.timeout.ms", "6000",
            "mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "1500");

    private final Path directory;
    private final TokenIssuer tokens = TokenIssuer.create();
    private final KafkaBroker kafka = KafkaBroker.start();
    private final RedisServer redis = RedisServer.start();
    private final JwksServer jwks = JwksServer.start(tokens);

    Surroundings(Path directory) {
        this.directory = directory;
    }

    RunningService start(String module, Database database, Map<String, String> more) {
        return start(module, settings(database), more);
    }

    RunningService start(String module, ServiceSettings settings, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(QUICK);
        all.putAll(more);
        return RunningService.start(module, directory, settings, all);
    }

    ServiceSettings settings(Database database) {
        return ServiceSettings.create()
                .database(database)
                .kafka(kafka)
                .redis(redis)
                .tokens(jwks.url());
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    void emptyRedis() {
        redis.flushAll();
    }

    String token(String user, String role) {
        return tokens.token(user, role).sign();
    }

    /** Does what {@code kafka-consumer-groups.sh --reset-offsets --to-datetime} does. */
    void moveBack(String group, String topic, String moment) {
        long from = Instant.parse(moment.replace(' ', 'T').replaceFirst("[+-]00$", "Z"))
                .minus(BEFORE)
                .toEpochMilli();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            // The killed member is still missed for some seconds
            Awaitility.await(group).atMost(BOUND).ignoreExceptions().until(() -> {
                admin.alterConsumerGroupOffsets(group, offsets(admin, topic, from))
                        .all()
                        .get();
                return true;
            });
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin, String topic, long from)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .forEach(partition ->
                        wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.forTimestamp(from)));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, found) -> {
            if (found.offset() >= 0) {
                offsets.put(partition, new OffsetAndMetadata(found.offset()));
            }
        });
        return offsets;
    }

    @Override
    public void close() {
        jwks.close();
        redis.close();
        kafka.close();
    }
}
