package io.ballast.operations.chart;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a user of Kafka may do, found out by doing it. Whatever else goes wrong than a refusal is an error of the test. */
final class TriedRights {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Object> client;

    /** @param client how to come in as that user */
    TriedRights(Map<String, Object> client) {
        this.client = client;
    }

    /** As the outbox relay and the dead letter queues do: idempotent, acknowledged by all. */
    boolean writes(String topic) {
        Map<String, Object> settings = with(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        return allowed(() -> {
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                return producer.send(new ProducerRecord<>(topic, "tried")).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        });
    }

    /** A record of the topic, which must hold one. */
    boolean reads(String topic) {
        return allowed(() -> {
            try (KafkaConsumer<String, String> consumer = consumer(client)) {
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                consumer.seekToBeginning(consumer.assignment());
                if (consumer.poll(PATIENCE).isEmpty()) {
                    throw new IllegalStateException(topic + " is empty");
                }
                return topic;
            }
        });
    }

    /** In a group, how far the topic was read. */
    boolean commits(String group, String topic) {
        return allowed(() -> {
            try (KafkaConsumer<String, String> consumer = consumer(with(ConsumerConfig.GROUP_ID_CONFIG, group))) {
                consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)), PATIENCE);
                return group;
            }
        });
    }

    /** Asks how far a group is: what a service does for its metrics, and KEDA to scale by it. */
    boolean looksAt(String group) {
        return administers(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    boolean createsTopics() {
        return administers(admin ->
                admin.createTopics(List.of(new NewTopic("tried", 1, (short) 1))).all());
    }

    boolean forgets(String topic) {
        return administers(
                admin -> admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(0)))
                        .all());
    }

    boolean forgetsGroup(String group) {
        return administers(admin -> admin.deleteConsumerGroups(List.of(group)).all());
    }

    boolean seesRights() {
        return administers(admin -> admin.describeAcls(AclBindingFilter.ANY).values());
    }

    boolean beginsTransactions() {
        Map<String, Object> settings = with(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tried");
        return allowed(() -> {
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                return "begun";
            }
        });
    }

    private boolean administers(Function<Admin, KafkaFuture<?>> what) {
        return allowed(() -> {
            try (Admin admin = Admin.create(client)) {
                return String.valueOf(what.apply(admin).get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        });
    }

    private static boolean allowed(Callable<?> what) {
        try {
            what.call();
            return true;
        } catch (AuthorizationException refused) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KafkaConsumer<String, String> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private Map<String, Object> with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(client);
        more.put(name, value);
        return more;
    }
}
