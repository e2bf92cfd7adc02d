package io.ballast.bench;

import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Series;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The service and pgbench in turn, on the same tables. */
final class BesidePgbench {

    private static final String TRANSFERS = "transfers/s";
    private static final String MILLIS = "ms";
    private static final String FUNCTION = "pgbench: one SQL function a transfer, 16 clients";

    private final Measurements measurements;
    private final Set<BenchLoad> loads;
    private final Progress progress;
    private final Series spread = new Series(TRANSFERS);
    private final Series peerSpread = new Series(TRANSFERS);
    private final Series hot = new Series(TRANSFERS);
    private final Series peerHot = new Series(TRANSFERS);
    private final Series batches = new Series(TRANSFERS);
    private final Series peerBatches = new Series(TRANSFERS);
    private final Series latency = new Series(MILLIS);
    private final Series peerLatency = new Series(MILLIS);
    private final Series cached = new Series("reads/s");
    private final Series constant = new Series("reads/s");

    BesidePgbench(Measurements measurements, Set<BenchLoad> loads, Progress progress) {
        this.measurements = measurements;
        this.loads = loads;
        this.progress = progress;
    }

    void run(int rounds) throws Exception {
        measurements.warmUp(loads);
        measurements.warmUpPeer();
        for (int round = 1; round <= rounds; round++) {
            progress.step("Round " + round + " of " + rounds);
            for (BenchLoad load : loads) {
                measure(load);
            }
        }
    }

    private void measure(BenchLoad load) throws Exception {
        switch (load) {
            case SPREAD -> {
                spread.add(measurements.spread());
                peerSpread.add(measurements.peerSpread());
            }
            case HOT -> {
                hot.add(measurements.hot());
                peerHot.add(measurements.peerHot());
            }
            case BATCHES -> {
                batches.add(measurements.batches());
                peerBatches.add(measurements.peerBatches());
            }
            case LATENCY -> {
                latency.add(measurements.transferLatency(measurements.spread() / 2));
                peerLatency.add(measurements.peerLatency());
            }
            case READS -> {
                cached.add(measurements.cached());
                constant.add(measurements.constant());
            }
            case GROWN -> {
                // Measured on two sets of its own.
            }
        }
    }

    Measurements measurements() {
        return measurements;
    }

    List<Figure> figures() {
        return loads.stream().flatMap(this::figure).toList();
    }

    private Stream<Figure> figure(BenchLoad load) {
        return switch (load) {
            case SPREAD ->
                Stream.of(Figure.rate("single HTTP transfers over 10,000 accounts", spread, FUNCTION, peerSpread, 2.0));
            case HOT -> Stream.of(Figure.rate("the same with one hot account in each", hot, FUNCTION, peerHot, 6.0));
            case BATCHES ->
                Stream.of(Figure.rate(
                        "batch endpoint, 1,000 a request",
                        batches,
                        "pgbench: set-based SQL, 1,000 a call",
                        peerBatches,
                        0.7));
            case LATENCY ->
                Stream.of(Figure.latency(
                        "p99 of single transfers at half load",
                        latency,
                        "pgbench: p99 of the SQL function, one at a time",
                        peerLatency,
                        null));
            case READS ->
                Stream.of(Figure.rate(
                        "cached balance reads", cached, "a constant from memory, same checks", constant, 0.8));
            case GROWN -> Stream.empty();
        };
    }
}
