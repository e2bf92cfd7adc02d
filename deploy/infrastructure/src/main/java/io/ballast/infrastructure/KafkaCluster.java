package io.ballast.infrastructure;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Three Kafka brokers on loopback, each a JVM of its own and each a controller too. Every record is kept three times and
 * acknowledged ({@code acks=all}) when two have it, so that any one of them may die. Data is temporary.
 */
public final class KafkaCluster implements AutoCloseable {

    private static final int NODES = 3;
    private static final int ADMIN_SECONDS = 30;

    private final List<KafkaBroker> brokers;

    private KafkaCluster(List<KafkaBroker> brokers) {
        this.brokers = brokers;
    }

    /** Starts all brokers side by side on free ports. They create no topic by themselves. */
    public static KafkaCluster start() {
        List<Integer> controllers = Stream.generate(Ports::free).limit(NODES).toList();
        KafkaCluster cluster = new KafkaCluster(IntStream.rangeClosed(1, NODES)
                .mapToObj(node -> KafkaBroker.member(node, controllers))
                .toList());
        try {
            cluster.launch();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The brokers, to be killed and restarted one at a time. */
    public List<KafkaBroker> brokers() {
        return brokers;
    }

    /** All of them, as {@code kafka.bootstrap.servers} wants it. */
    public String bootstrapServers() {
        return brokers.stream().map(KafkaBroker::bootstrapServers).collect(Collectors.joining(","));
    }

    /** Creates the topics that do not exist yet, on all brokers. */
    public void createTopics(Collection<String> names, int partitions) {
        brokers.getFirst().createTopics(names, partitions);
    }

    /** Whether every broker has all of every topic: only then may another one be killed. */
    public boolean isWhole() {
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            var topics = admin.listTopics().names().get(ADMIN_SECONDS, TimeUnit.SECONDS);
            return admin.describeTopics(topics).allTopicNames().get(ADMIN_SECONDS, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == NODES);
        } catch (ExecutionException | TimeoutException e) {
            // A majority does not answer just now.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        brokers.parallelStream().forEach(KafkaBroker::discard);
    }

    private void launch() {
        CompletableFuture<?>[] launches = brokers.stream()
                .map(broker -> CompletableFuture.runAsync(
                        broker::launch, task -> Thread.ofPlatform().daemon().start(task)))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(launches).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
