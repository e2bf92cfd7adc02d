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

    /** How far the user's clients have acknowledged, as Redis has it; empty if it has forgotten the user. */
    String acknowledged(String user) {
        return redis.command("HGET", "notification:{default:%s}:state".formatted(user), "acknowledged");
    }

    /** Whether Redis has anything of the user's stream. */
    boolean hasStream(String user) {
        String keys = "notification:{default:%s}:".formatted(user);
        return !redis.command("EXISTS", keys + "state", keys + "stream", keys + "seen")
                .equals("0");
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

    /** Waits until {@code kafka-consumer-groups.sh --describe} shows no lag. */
    void awaitCaughtUp(String group, String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            Awaitility.await(group).atMost(BOUND).ignoreExceptions().until(() -> lag(admin, group, topic) == 0);
        }
    }

    private static long lag(Admin admin, String group, String topic) throws ExecutionException, InterruptedException {
        var reached = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (var end : ends(admin, topic).entrySet()) {
            OffsetAndMetadata at = reached.get(end.getKey());
            lag += end.getValue() - (at == null ? 0 : at.offset());
        }
        return lag;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(ofEach(admin, topic, OffsetSpec.latest()))
                .all()
                .get()
                .forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin, String topic, long from)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        admin.listOffsets(ofEach(admin, topic, OffsetSpec.forTimestamp(from)))
                .all()
                .get()
                .forEach((partition, found) -> {
                    if (found.offset() >= 0) {
                        offsets.put(partition, new OffsetAndMetadata(found.offset()));
                    }
                });
        return offsets;
    }

    private static Map<TopicPartition, OffsetSpec> ofEach(Admin admin, String topic, OffsetSpec wanted)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> each = new HashMap<>();
        admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .forEach(partition -> each.put(new TopicPartition(topic, partition.partition()), wanted));
        return each;
    }

    @Override
    public void close() {
        jwks.close();
        redis.close();
        kafka.close();
    }
}
