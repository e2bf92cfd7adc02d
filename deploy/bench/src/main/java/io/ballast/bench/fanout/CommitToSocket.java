package io.ballast.bench.fanout;

import io.ballast.bench.SingleTransfers;
import io.ballast.bench.database.Acknowledged;
import io.ballast.bench.database.LedgerData;
import io.ballast.bench.load.Latencies;
import io.ballast.bench.load.Load;
import io.ballast.bench.load.LoadGenerator;
import io.ballast.bench.load.Tokens;
import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Series;
import io.ballast.bench.set.Running;
import io.ballast.bench.set.ServiceProcess;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * From the moment a transfer was made, by PostgreSQL's clock, until the payer's and the payee's sockets have its frames: through
 * ledger-service, PostgreSQL, Kafka, notification-service and Redis, transfers at a fixed rate among the ledger's users.
 */
final class CommitToSocket {

    private static final int SOCKETS = 5_000;
    private static final int CONNECTIONS = 64;
    private static final int PARTITIONS = 12;
    private static final double PER_SECOND = 500;
    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final int NO_FUNDS = 422;
    private static final int MOST_SLICES = 24;
    private static final int SLICES_IN_TIME = 8;
    /** As many times the usual, so that what comes every half minute or so is in it. */
    private static final int LONGER = 12;

    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final Duration OPENED = Duration.ofMinutes(1);
    private static final double REACH_MS = 50;
    private static final String LEDGER = "ledger";

    private final FanoutSettings settings;
    private final Progress progress;

    CommitToSocket(FanoutSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Reads the time from each frame that tells of a balance; reads are by the thread of its {@link Clients}. */
    private static final class TimedWire implements Wire {

        private static final String CHANGED = "{\"event\":\"balance_updated\"";

        private final OwnWire wire;
        private volatile Latencies latencies = new Latencies();
        private volatile long lastNanos = System.nanoTime();

        private TimedWire(OwnWire wire) {
            this.wire = wire;
        }

        /** Forgets what was before; nothing may be on its way. */
        Latencies begin() {
            latencies = new Latencies();
            return latencies;
        }

        boolean isQuiet() {
            return System.nanoTime() - lastNanos > QUIET_NANOS;
        }

        @Override
        public String request(int user, Resume resume) {
            return wire.request(user, resume);
        }

        @Override
        public String answer(String text, Resume resume) {
            return wire.answer(text, resume);
        }

        @Override
        public boolean isReady(String text) {
            return wire.isReady(text);
        }

        @Override
        public boolean isRecovered(String text, Resume resume) {
            return wire.isRecovered(text, resume);
        }

        @Override
        public void remember(String text, Resume resume) {
            if (text.startsWith(CHANGED)) {
                Instant changed = Instant.parse(Wire.after(text, "\"timestamp\":\""));
                latencies.add(Duration.between(changed, Instant.now()).toNanos());
                lastNanos = System.nanoTime();
            }
        }
    }

    /** Where the sockets are opened; nothing is fed to it. */
    private record Target(InetSocketAddress address, long pid, Wire wire) implements Peer {

        @Override
        public String name() {
            return "commit to socket";
        }

        @Override
        public void feed(int user, int number) {
            throw new UnsupportedOperationException("The ledger feeds it");
        }

        @Override
        public double collectedKb() {
            throw new UnsupportedOperationException("Its memory is not measured");
        }

        @Override
        public void close() {}
    }

    List<Figure> measure() throws Exception {
        progress.step("Commit to socket at %.0f transfers/s".formatted(PER_SECOND));
        try (Running running = new Running()) {
            TokenIssuer issuer = TokenIssuer.create();
            Tokens tokens = Tokens.sign(issuer, LedgerData.ACCOUNTS);
            PostgresServer postgres = running.keep(PostgresServer.start());
            KafkaBroker kafka = running.keep(KafkaBroker.start());
            kafka.createTopics(List.of(BalanceEvent.TOPIC, "chain.balances.v1", "deposits.v1"), PARTITIONS);
            RedisServer redis = running.keep(RedisServer.start());
            String jwks = running.keep(JwksServer.start(issuer)).url();
            ServiceProcess ledger = running.keep(service(LEDGER, postgres, kafka, redis, jwks));
            LedgerData.seed(postgres, LEDGER, 0);
            ServiceProcess sockets = running.keep(service("notification", postgres, kafka, redis, jwks));
            return figures(timed(sockets, tokens, ledger, postgres));
        }
    }

    private Latencies timed(ServiceProcess sockets, Tokens tokens, ServiceProcess ledger, PostgresServer postgres)
            throws Exception {
        byte[][] heads = SingleTransfers.heads(tokens);
        Deliveries deliveries = new Deliveries();
        TimedWire wire = new TimedWire(new OwnWire(tokens));
        try (Clients clients = new Clients(new Target(sockets.address(), sockets.pid(), wire), deliveries)) {
            clients.open(IntStream.rangeClosed(1, SOCKETS).toArray());
            clients.await("open", OPENED, () -> clients.ready() == SOCKETS);
            warmUp(ledger, heads);
            clients.await("told of the warm-up", OPENED, wire::isQuiet);
            checkpoint(postgres);
            Latencies latencies = wire.begin();
            payInTime(ledger, heads);
            clients.await("told of all", OPENED, wire::isQuiet);
            if (deliveries.broken() != null) {
                throw new IllegalStateException(deliveries.broken());
            }
            return latencies;
        }
    }

    /** Services that are cold are late: until they have been in time for a while, with what comes behind them. */
    private void warmUp(ServiceProcess ledger, byte[][] heads) {
        int inTime = 0;
        for (int slice = 0; slice < MOST_SLICES && inTime < SLICES_IN_TIME; slice++) {
            inTime = isInTime(pay(ledger, heads, SLICE)) ? inTime + 1 : 0;
        }
    }

    /**
     * A server that has run for a while writes into segments of its log that it has written before. A new one makes a new segment
     * each time, 16 MB of zeros that all commits wait for.
     */
    private static void checkpoint(PostgresServer postgres) throws SQLException {
        try (Connection connection = postgres.connect(LEDGER);
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    private void payInTime(ServiceProcess ledger, byte[][] heads) {
        Load load = pay(ledger, heads, settings.duration().multipliedBy(LONGER));
        if (!isInTime(load)) {
            throw new IllegalStateException("Transfers: " + load.troubles());
        }
    }

    /** Who has spent all is refused, and his socket is told so: that is an answer like others. */
    private static boolean isInTime(Load load) {
        return load.lost() == 0
                && load.unsent() == 0
                && load.statuses().keySet().stream().allMatch(status -> Load.isSuccess(status) || status == NO_FUNDS);
    }

    private Load pay(ServiceProcess ledger, byte[][] heads, Duration time) {
        Load load = LoadGenerator.pace(
                ledger.address(), CONNECTIONS, time, SingleTransfers.spread(heads, new Acknowledged()), PER_SECOND);
        progress.value("transfers", load.perSecond(), "/s");
        return load;
    }

    private ServiceProcess service(
            String name, PostgresServer postgres, KafkaBroker kafka, RedisServer redis, String jwks) {
        ServiceSettings own = ServiceSettings.create()
                .database(postgres.createDatabase(name))
                .kafka(kafka)
                .redis(redis)
                .tokens(jwks);
        return ServiceProcess.start(new ServiceProcess.Launch(
                name + "-service",
                settings.checkout().resolve(name + "-service/target/quarkus-app"),
                List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx1g"),
                own,
                Map.of(
                        "ballast.delivery.max-connections-per-address",
                        "1000000",
                        "ballast.rate-limit.enabled",
                        "false"),
                settings.target().resolve("bench/commit-" + name)));
    }

    private List<Figure> figures(Latencies latencies) {
        if (latencies.size() == 0) {
            throw new IllegalStateException("No frame told of a transfer");
        }
        progress.value("frames", latencies.size(), "");
        return List.of(
                figure("p50", latencies.millis(0.5), null),
                figure("p99", latencies.millis(0.99), 1.0),
                figure("p99.9", latencies.millis(0.999), null));
    }

    private static Figure figure(String share, double millis, Double reach) {
        Series own = new Series("ms");
        own.add(millis);
        Series bound = new Series("ms");
        bound.add(REACH_MS);
        return Figure.latency("commit to socket, " + share, own, "at most", bound, reach);
    }
}
