package io.ballast.acceptance.scale;

import io.ballast.events.Topics;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaCluster;
import io.ballast.infrastructure.PostgresPair;
import io.ballast.infrastructure.RedisPair;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.WebPushKeys;
import io.ballast.local.home.Home;
import io.ballast.local.home.RunningProcess;
import io.ballast.local.home.SetFile;
import io.ballast.local.home.SetFile.Member;
import io.ballast.local.home.SetFile.RunningSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Everything that runs: Kafka's three brokers, the pairs of PostgreSQL and Redis, the chains, all replicas, the gateway. */
final class ScaledSet implements AutoCloseable {

    private static final int PARTITIONS = 6;
    private static final Duration LEDGER_TIME = Duration.ofSeconds(1);
    private static final String PUSH_CONTACT = "mailto:nobody@localhost";
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

    private final Path home = Path.of("target", "scale-set").toAbsolutePath();
    private final Path logs = home.resolve("logs");
    private final TokenIssuer tokens = TokenIssuer.create();
    private final JwksServer jwks = JwksServer.start(tokens);
    private final Map<Service, Deployment> deployments = new EnumMap<>(Service.class);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private KafkaCluster kafka;
    private PostgresPair postgres;
    private RedisPair redis;
    private StellarSandbox stellar;
    private EvmNode evm;
    private HederaSandbox hedera;

    private ScaledSet() {}

    static ScaledSet start(Build build) {
        ScaledSet set = new ScaledSet();
        try {
            set.makeHome();
            set.startParts();
            set.startServices(build);
            set.describe(set.opened(new Front(set.deployments.values(), set.tokens)));
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

    Deployment deployment(Service service) {
        return deployments.get(service);
    }

    /** Where the set describes itself, as that of {@code make run} does. */
    Path home() {
        return home;
    }

    /** The topics where services put what they could not process; empty if all is well. */
    static List<String> deadLetterQueues() {
        return DEAD_LETTER_QUEUES;
    }

    private void startParts() {
        inParallel(
                6,
                List.of(
                        () -> kafka = opened(KafkaCluster.start()),
                        () -> postgres = opened(PostgresPair.start()),
                        () -> redis = opened(RedisPair.start()),
                        () -> evm = opened(EvmNode.start()),
                        () -> hedera = opened(HederaSandbox.start(0, 0, null, LEDGER_TIME)),
                        () -> stellar = opened(StellarSandbox.start(0, null, LEDGER_TIME))));
        kafka.createTopics(
                Stream.concat(Topics.all().stream(), DEAD_LETTER_QUEUES.stream())
                        .toList(),
                PARTITIONS);
    }

    private void startServices(Build build) {
        for (Service service : Service.values()) {
            deployments.put(service, new Deployment(service, build, settings(service), logs));
        }
        inParallel(
                JVMS_AT_A_TIME,
                deployments.values().stream()
                        .<Callable<Object>>map(deployment -> Executors.callable(deployment::migrate))
                        .toList());
        inParallel(
                JVMS_AT_A_TIME,
                deployments.values().stream()
                        .flatMap(deployment -> deployment.starts().stream())
                        .toList());
    }

    private void makeHome() {
        Home.delete(logs);
        try {
            Files.createDirectories(logs);
            Files.createDirectories(home.resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void describe(Front front) {
        RunningProcess self = RunningProcess.of(ProcessHandle.current().pid()).orElseThrow();
        SetFile file =
                new SetFile(home.resolve("run/set.json"), new RunningSet(self, "prod", true, front.url(), Map.of()));
        file.put("kafka", part(kafka.bootstrapServers(), Map.of()));
        file.put("evm", part(evm.rpcUrl(), Map.of("token", evm.tokenAddress())));
        file.put("hedera", part(hedera.mirrorUrl(), Map.of("smiles", HederaSandbox.SMILES)));
        file.put("stellar", part(stellar.rpcUrl(), Map.of()));
    }

    private static Member part(String url, Map<String, String> details) {
        return new Member(null, "ready", 0, null, url, null, details);
    }

    private ServiceSettings settings(Service service) {
        Database database = postgres.createDatabase(ServiceSettings.databaseName(service.module()));
        ServiceSettings settings =
                ServiceSettings.create().database(database).kafka(kafka).tokens(jwks.url());
        return switch (service) {
            case LEDGER -> settings.redis(redis);
            case NOTIFICATION ->
                settings.redis(redis).webPush(WebPushKeys.in(home.resolve("web-push.json")), PUSH_CONTACT);
            case CHAIN_BALANCE -> settings.redis(redis).evm(evm).hedera(hedera).stellar(stellar);
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
        // Services before what they stand on
        deployments.values().forEach(Deployment::close);
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
