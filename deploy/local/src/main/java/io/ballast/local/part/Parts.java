package io.ballast.local.part;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.Part;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.PrometheusServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.WebPushKeys;
import io.ballast.local.console.Console;
import io.ballast.local.demo.DemoLoader.Funds;
import io.ballast.local.home.Home;
import io.ballast.local.home.SetFile;
import io.ballast.local.part.PartKeeper.PartDescription;
import io.ballast.local.settings.Listener;
import io.ballast.local.settings.PortPlan;
import io.ballast.local.settings.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** PostgreSQL, Kafka, Redis and the chains of the set, and Prometheus if it is asked for: each is started on its own, all are stopped together. */
public final class Parts implements AutoCloseable {

    private static final int PARTITIONS = 3;

    /** Faster than on the public network, where it is five seconds or so: nobody likes to wait. */
    private static final Duration STELLAR_LEDGER_TIME = Duration.ofSeconds(1);

    /** Half of the public network's two seconds. */
    private static final Duration HEDERA_BLOCK_TIME = Duration.ofSeconds(1);

    /** Nobody writes to it: what push services are told by a set on a laptop. */
    private static final String PUSH_CONTACT = "mailto:nobody@localhost";

    private final Home home;
    private final PortPlan ports;
    private final Path checkout;
    private final SetFile setFile;
    private final Console console;
    private final ScheduledExecutorService restarts;
    private final Consumer<String> givenUp;
    private final ConcurrentLinkedDeque<PartKeeper> keepers = new ConcurrentLinkedDeque<>();
    private final Map<ServiceName, Database> databases = new ConcurrentHashMap<>();
    private volatile KafkaBroker kafka;
    private volatile RedisServer redis;
    private volatile EvmNode evm;
    private volatile StellarSandbox stellar;
    private volatile HederaSandbox hedera;

    /**
     * @param checkout where the alerting rules are
     * @param restarts runs the restarts of parts that died
     * @param givenUp told the reason, in one line, when a part cannot be kept running
     */
    public Parts(
            Home home,
            PortPlan ports,
            Path checkout,
            SetFile setFile,
            Console console,
            ScheduledExecutorService restarts,
            Consumer<String> givenUp) {
        this.home = home;
        this.ports = ports;
        this.checkout = checkout;
        this.setFile = setFile;
        this.console = console;
        this.restarts = restarts;
        this.givenUp = givenUp;
    }

    /** What has to be done until all parts are there; each can run beside the others. Failures name the part. */
    public List<Callable<Void>> starts() {
        List<Callable<Void>> starts = new ArrayList<>(List.of(
                this::startPostgres,
                this::startKafka,
                this::startRedis,
                this::startEvm,
                this::startStellar,
                this::startHedera));
        if (ports.has(Listener.PROMETHEUS)) {
            starts.add(this::startPrometheus);
        }
        return starts;
    }

    private Void startPostgres() {
        Instant begin = Instant.now();
        int port = ports.of(Listener.POSTGRES);
        PostgresServer started = PostgresServer.start(port, home.data("postgres"));
        PartKeeper keeper =
                keep(started, new PartDescription("postgres", port, "postgresql://127.0.0.1:" + port, Map.of()));
        for (ServiceName service : ServiceName.values()) {
            databases.put(service, started.createDatabase(service.database()));
        }
        ready(keeper, begin);
        return null;
    }

    private Void startKafka() {
        Instant begin = Instant.now();
        int port = ports.of(Listener.KAFKA);
        KafkaBroker started = KafkaBroker.start(port, home.data("kafka"), false);
        PartKeeper keeper = keep(started, new PartDescription("kafka", port, started.bootstrapServers(), Map.of()));
        started.createTopics(TopicPlan.names(), PARTITIONS);
        kafka = started;
        ready(keeper, begin);
        return null;
    }

    private Void startRedis() {
        Instant begin = Instant.now();
        int port = ports.of(Listener.REDIS);
        RedisServer started = RedisServer.start(port, home.data("redis"), null);
        redis = started;
        ready(keep(started, new PartDescription("redis", port, started.url(), Map.of())), begin);
        return null;
    }

    private Void startEvm() {
        Instant begin = Instant.now();
        int port = ports.of(Listener.EVM);
        EvmNode started = EvmNode.start(port, home.data("evm"), Duration.ZERO);
        evm = started;
        Map<String, String> details =
                Map.of("token", started.tokenAddress(), "chainId", Long.toString(EvmNode.CHAIN_ID));
        ready(keep(started, new PartDescription("evm", port, started.rpcUrl(), details)), begin);
        return null;
    }

    private Void startStellar() {
        Instant begin = Instant.now();
        int port = ports.of(Listener.STELLAR);
        StellarSandbox started = StellarSandbox.start(port, home.data("stellar"), STELLAR_LEDGER_TIME);
        stellar = started;
        Map<String, String> details = Map.of(
                "horizon", started.horizonUrl(),
                "friendbot", started.friendbotUrl(),
                "passphrase", StellarSandbox.networkPassphrase(),
                "usdc", StellarSandbox.usdc(),
                "vault", StellarSandbox.vaultContract());
        ready(keep(started, new PartDescription("stellar", port, started.rpcUrl(), details)), begin);
        return null;
    }

    private Void startHedera() {
        Instant begin = Instant.now();
        int port = ports.of(Listener.HEDERA);
        HederaSandbox started =
                HederaSandbox.start(port, ports.of(Listener.HEDERA_NODE), home.data("hedera"), HEDERA_BLOCK_TIME);
        hedera = started;
        // The operator's key is the same on every sandbox and guards nothing
        Map<String, String> details = Map.of(
                "consensusNode", HederaSandbox.NODE_ACCOUNT + "@" + started.nodeAddress(),
                "smiles", HederaSandbox.SMILES,
                "operator", HederaSandbox.OPERATOR,
                "operatorKey", HederaSandbox.OPERATOR_KEY);
        ready(keep(started, new PartDescription("hedera", port, started.mirrorUrl(), details)), begin);
        return null;
    }

    private Void startPrometheus() {
        Instant begin = Instant.now();
        int port = ports.of(Listener.PROMETHEUS);
        Map<String, Integer> targets = Arrays.stream(ServiceName.values())
                .collect(Collectors.toMap(ServiceName::module, service -> ports.of(service.management())));
        PrometheusServer started = PrometheusServer.start(
                port, home.data("prometheus"), targets, checkout.resolve("deploy/observability/alerts"));
        ready(keep(started, new PartDescription("prometheus", port, started.url(), Map.of())), begin);
        return null;
    }

    /** From now on the part is stopped with the others. */
    private PartKeeper keep(Part part, PartDescription description) {
        PartKeeper keeper = new PartKeeper(part, description, setFile, console, restarts, givenUp);
        keepers.add(keeper);
        return keeper;
    }

    private void ready(PartKeeper keeper, Instant begin) {
        keeper.watch();
        console.ready(keeper.name(), Duration.between(begin, Instant.now()), keeper.url());
    }

    /** What points a service at the parts it uses. To be asked once all of them are there. */
    public ServiceSettings settings(ServiceName service) {
        ServiceSettings settings =
                ServiceSettings.create().database(databases.get(service)).kafka(kafka);
        return switch (service) {
            case LEDGER -> settings.redis(redis);
            case NOTIFICATION -> settings.redis(redis).webPush(WebPushKeys.in(home.key("web-push.json")), PUSH_CONTACT);
            case CHAIN_BALANCE ->
                settings.redis(redis).evm(evm).stellar(stellar).hedera(hedera);
            case AUTO_DEPOSIT -> settings.stellar(stellar);
        };
    }

    /** What gives demo wallets their money. To be asked once all parts are there. */
    public Funds funds() {
        return new SandboxFunds(evm, stellar, hedera);
    }

    @Override
    public void close() {
        keepers.parallelStream().forEach(PartKeeper::close);
    }
}
