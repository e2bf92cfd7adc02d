package io.ballast.bench.chain;

import io.ballast.bench.chain.ChainSettings.ChainLoad;
import io.ballast.bench.load.Tokens;
import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Report;
import io.ballast.bench.report.Series;
import io.ballast.bench.set.Memory;
import io.ballast.bench.set.Running;
import io.ballast.bench.set.ServiceProcess;
import io.ballast.infrastructure.TokenIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures the packaged chain-balance-service beside wallets read one by one, over ways to the chains that are slow. */
public final class BenchChain implements AutoCloseable {

    /** Nothing is read but what the measurement makes due, and nobody looks for credits meanwhile. */
    private static final Map<String, String> AT_REST = Map.of(
            "ballast.refresh.interval", "1h",
            "ballast.refresh.lively-interval", "1h",
            "ballast.refresh.tick", "100ms",
            "ballast.balance.revalidate-after", "1h",
            "ballast.evm.networks.local.follow", "false",
            "ballast.stellar.credits.interval", "1h",
            "ballast.hedera.credits.interval", "1h");

    private static final List<String> GROWING_HEAP = List.of("-XX:+UseParallelGC", "-Xms64m", "-Xmx1g");
    private static final String READ = "chain_read";
    private static final String CREDITED = "chain_credited";
    private static final String MANY = "chain_many";
    private static final int CREDITED_WALLETS = 1_000;
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final ChainSettings settings;
    private final Progress progress = new Progress(System.out);
    private final TokenIssuer issuer = TokenIssuer.create();
    private final ChainSet set;
    private final List<Figure> figures = new ArrayList<>();

    private BenchChain(ChainSettings settings) {
        this.settings = settings;
        progress.step("Starting PostgreSQL, Kafka, Redis and the chains");
        this.set = new ChainSet(
                issuer,
                settings.latency(),
                settings.application(),
                settings.target().resolve("bench"));
    }

    public static void main(String[] arguments) throws Exception {
        // Answers of the JDK's server go in two writes, and the second would wait for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ChainSettings settings = ChainSettings.ofEnvironment();
        Path result = settings.target().resolve("bench-chain.json");
        Files.deleteIfExists(result);
        try (BenchChain bench = new BenchChain(settings)) {
            bench.measure();
            bench.progress.troubles().forEach(trouble -> System.out.println("Not all went well: " + trouble));
            Report.print(System.out, bench.figures);
            Report.write(result, bench.figures);
            System.out.println("Written to " + result);
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        if (settings.measures(ChainLoad.REFRESH)
                || settings.measures(ChainLoad.READS)
                || settings.measures(ChainLoad.DOWN)) {
            reads();
        }
        if (settings.measures(ChainLoad.EVENTS)) {
            events();
        }
        if (settings.measures(ChainLoad.MEMORY)) {
            memory();
        }
    }

    private void reads() throws Exception {
        progress.step("Making %,d accounts on each chain".formatted(settings.wallets()));
        Tokens tokens = Tokens.sign(issuer, settings.wallets());
        set.chains().open(settings.wallets());
        CachedReads reads = new CachedReads(set.chains(), settings, tokens, progress);
        try (ServiceProcess service = set.start(READ, ServiceProcess.FIXED_HEAP, AT_REST)) {
            register(READ, settings.wallets());
            refreshes();
            if (settings.measures(ChainLoad.READS)) {
                progress.step("Cached reads");
                reads.saturate(service);
                figures.addAll(reads.saturated());
            }
        }
        if (settings.measures(ChainLoad.DOWN)) {
            down(reads);
        }
    }

    private void refreshes() throws Exception {
        if (settings.measures(ChainLoad.REFRESH)) {
            Refreshes refreshes = new Refreshes(set.chains(), set.wallets(READ), settings, progress);
            for (int round = 1; round <= settings.rounds(); round++) {
                progress.step("Refreshes, round %d of %d".formatted(round, settings.rounds()));
                refreshes.round();
            }
            figures.addAll(refreshes.figures());
        }
    }

    /** By a service that refreshes what is read as it does in production. */
    private void down(CachedReads reads) throws Exception {
        progress.step("Reads with and without chains");
        try (ServiceProcess service = set.start(READ, ServiceProcess.FIXED_HEAP, Map.of())) {
            reads.latencies(service);
        }
        figures.addAll(reads.late());
    }

    private void events() throws Exception {
        progress.step("Credits");
        set.chains().open(CREDITED_WALLETS);
        try (Running running = new Running()) {
            running.keep(set.start(CREDITED, ServiceProcess.FIXED_HEAP, Map.of()));
            register(CREDITED, CREDITED_WALLETS);
            CreditTimes times = new CreditTimes(set, settings, CREDITED_WALLETS, progress);
            times.measure();
            figures.addAll(times.figures());
        }
    }

    private void memory() throws Exception {
        progress.step("Memory");
        try (ServiceProcess service = set.start(MANY, GROWING_HEAP, AT_REST)) {
            Thread.sleep(SETTLED);
            Memory before = Memory.of(service);
            register(MANY, settings.many() / Network.values().length);
            Thread.sleep(SETTLED);
            Memory after = Memory.of(service);
            String with = "with %,d wallets".formatted(settings.many());
            figures.add(row("heap in use after a collection, " + with, after.heapMb(), before.heapMb()));
            figures.add(row("RSS of the process, " + with, after.rssMb(), before.rssMb()));
        }
    }

    private static Figure row(String figure, double own, double other) {
        Series mine = new Series("MB");
        Series peer = new Series("MB");
        mine.add(own);
        peer.add(other);
        return Figure.latency(figure, mine, "with none", peer, null);
    }

    /** Registers wallets of all chains and waits until all have been read once, and told. */
    private void register(String database, int wallets) throws Exception {
        for (Network network : Network.values()) {
            set.wallets(database).register(network, wallets);
        }
        for (Network network : Network.values()) {
            set.wallets(database).awaitRead(network);
        }
        set.drain(database);
    }

    @Override
    public void close() {
        set.close();
    }
}
