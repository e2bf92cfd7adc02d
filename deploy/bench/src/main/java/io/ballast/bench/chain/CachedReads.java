package io.ballast.bench.chain;

import io.ballast.bench.load.Load;
import io.ballast.bench.load.LoadGenerator;
import io.ballast.bench.load.Reads;
import io.ballast.bench.load.Tokens;
import io.ballast.bench.load.WarmUp;
import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Series;
import io.ballast.bench.set.ServiceProcess;
import java.time.Duration;
import java.util.List;

/** {@code GET /api/balance} of all users: how many, and how late while no chain can be reached. */
final class CachedReads {

    private static final double REACH = 0.8;
    private static final double P99 = 0.99;
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** Entries live for 30 to 60 s, and the constant was measured meanwhile. */
    private static final Duration FILLING = Duration.ofSeconds(8);

    private final SlowChains chains;
    private final ChainSettings settings;
    private final Progress progress;
    private final Tokens tokens;
    private final Series cached = new Series("reads/s");
    private final Series constant = new Series("reads/s");
    private final Series up = new Series("ms");
    private final Series down = new Series("ms");

    CachedReads(SlowChains chains, ChainSettings settings, Tokens tokens, Progress progress) {
        this.chains = chains;
        this.settings = settings;
        this.tokens = tokens;
        this.progress = progress;
    }

    void saturate(ServiceProcess service) throws Exception {
        warmUp(service, balances());
        warmUp(service, constants());
        for (int round = 1; round <= settings.rounds(); round++) {
            saturate(service, "filling the cache", balances(), FILLING);
            cached.add(saturate(service, "cached balance", balances(), settings.duration())
                    .perSecond());
            constant.add(saturate(service, "constant", constants(), settings.duration())
                    .perSecond());
        }
    }

    /** First with all chains, then with none: a network that is lost is not found again at once. */
    void latencies(ServiceProcess service) throws Exception {
        warmUp(service, balances());
        paced(service, "warm-up", SETTLED);
        for (int round = 1; round <= settings.rounds(); round++) {
            up.add(paced(service, "all chains up", settings.duration()));
        }
        chains.cut();
        try {
            paced(service, "warm-up", SETTLED);
            for (int round = 1; round <= settings.rounds(); round++) {
                down.add(paced(service, "every chain down", settings.duration()));
            }
        } finally {
            chains.restore();
        }
    }

    List<Figure> saturated() {
        return List.of(
                Figure.rate("cached balance reads", cached, "a constant from memory, same checks", constant, REACH));
    }

    List<Figure> late() {
        String figure = "p99 of %d reads/s with every chain down".formatted(settings.readsPerSecond());
        return List.of(Figure.latency(figure, down, "with all chains up", up, null));
    }

    private Reads balances() {
        return Reads.of(tokens, settings.wallets(), number -> "/api/balance");
    }

    private Reads constants() {
        return Reads.of(tokens, settings.wallets(), number -> "/bench/constant");
    }

    private void warmUp(ServiceProcess service, Reads reads) throws Exception {
        WarmUp.run(settings.warmUp(), slice -> saturate(service, "warm-up", reads, slice));
    }

    private Load saturate(ServiceProcess service, String name, Reads reads, Duration duration) {
        Load load = LoadGenerator.saturate(service.address(), settings.connections(), duration, reads);
        progress.load(name, load);
        return load;
    }

    private double paced(ServiceProcess service, String name, Duration duration) {
        Load load = LoadGenerator.pace(
                service.address(), settings.connections(), duration, balances(), settings.readsPerSecond());
        progress.load(name, load);
        return load.latencies().millis(P99);
    }
}
