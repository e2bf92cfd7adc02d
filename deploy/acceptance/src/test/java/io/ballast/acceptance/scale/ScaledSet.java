package io.ballast.acceptance.scale;

import io.ballast.events.Topics;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaCluster;
import io.ballast.infrastructure.PostgresPair;
import io.ballast.infrastructure.RedisPair;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything that runs: Kafka's three brokers, the pairs of PostgreSQL and Redis, a Stellar network, all replicas. */
final class ScaledSet implements AutoCloseable {

    private static final int PARTITIONS = 6;
    private static final Duration STELLAR_LEDGER_TIME = Duration.ofSeconds(1);
    /** What two cores bear. */
    private static final int JVMS_AT_A_TIME = 2;

    /** Who sets aside what it cannot process. */
    private static final List<String> DEAD_LETTER_QUEUES = List.of(
            Topics.deadLetterQueue("ledger", Topics.LEDGER_BALANCES),
            Topics.deadLetterQueue("notification", Topics.LEDGER_BALANCES),
            Topics.deadLetterQueue("notification", Topics.CHAIN_BALANCES),
            Topics.deadLetterQueue("notification", Topics.DEPOSITS),
            Topics.deadLetterQueue("auto-deposit", Topics.CHAIN_BALANCES),
            Topics.deadLetterQueue("chain-balance", Topics.DEPOSITS));

    private final Path checkout = Path.of("").toAbsolutePath().getParent().getParent();
    private final Path logs = Path.of("target", "scale-logs").toAbsolutePath();
    private final TokenIssuer tokens = TokenIssuer.create();
    private final JwksServer jwks = JwksServer.start(tokens);
    private final Map<Service, List<Replica>> replicas = new EnumMap<>(Service.class);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private KafkaCluster kafka;
    private PostgresPair postgres;
    private RedisPair redis;
    private StellarSandbox stellar;

    private ScaledSet() {}

    static ScaledSet start() {
        ScaledSet set = new ScaledSet();
        try {
            set.startParts();
            set.startServices();
            return set;
        } catch (RuntimeException e) {
            set.close();
            throw e;
        }
    }

    TokenIssuer tokens() {
        return tokens;
    }

    KafkaCluster kafka() {
        return kafka;
    }

    PostgresPair postgres() {
        return postgres;
    }

    RedisPair redis() {
        return redis;
    }

    StellarSandbox stellar() {
        return stellar;
    }

    List<Replica> replicas(Service service) {
        return replicas.get(service);
    }

    /** The topics where services put what they could not process; empty if all is well. */
    static List<String> deadLetterQueues() {
        return DEAD_LETTER_QUEUES;
    }

    private void startParts() {
        inParallel(
                4,
                List.of(
                        () -> kafka = opened(KafkaCluster.start()),
                        () -> postgres = opened(PostgresPair.start()),
                        () -> redis = opened(RedisPair.start()),
                        () -> stellar = opened(StellarSandbox.start(0, null, STELLAR_LEDGER_TIME))));
        kafka.createTopics(
                Stream.concat(Topics.all().stream(), DEAD_LETTER_QUEUES.stream())
                        .toList(),
                PARTITIONS);
    }

    private void startServices() {
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Service service : Service.values()) {
            ServiceSettings settings = settings(service);
            replicas.put(
                    service,
                    IntStream.rangeClosed(1, service.replicas())
                            .mapToObj(number -> new Replica(service, number, checkout, logs, settings))
                            .toList());
        }
        inParallel(
                JVMS_AT_A_TIME,
                Arrays.stream(Service.values())
                        .flatMap(service -> replicas.get(service).stream())
                        .<Callable<Object>>map(replica -> Executors.callable(replica::start))
                        .toList());
    }

    private ServiceSettings settings(Service service) {
        Database database = postgres.createDatabase(ServiceSettings.databaseName(service.module()));
        ServiceSettings settings =
                ServiceSettings.create().database(database).kafka(kafka).tokens(jwks.url());
        return switch (service) {
            case LEDGER, NOTIFICATION -> settings.redis(redis);
            case CHAIN_BALANCE -> settings.redis(redis).stellar(stellar);
            case AUTO_DEPOSIT -> settings.stellar(stellar);
        };
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private static void inParallel(int threads, Collection<? extends Callable<?>> tasks) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(executor.submit(task)));
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        replicas.values().stream().flatMap(List::stream).forEach(Replica::close);
        jwks.close();
        opened.parallelStream().forEach(ScaledSet::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
