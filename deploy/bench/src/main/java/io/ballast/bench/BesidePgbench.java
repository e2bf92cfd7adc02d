package io.ballast.bench;

import java.util.List;

/** The service and pgbench in turn, on the same tables. */
final class BesidePgbench {

    private static final String TRANSFERS = "transfers/s";
    private static final String MILLIS = "ms";
    private static final String FUNCTION = "pgbench: one SQL function a transfer, 16 clients";

    private final Measurements measurements;
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

    BesidePgbench(Measurements measurements, Progress progress) {
        this.measurements = measurements;
        this.progress = progress;
    }

    void run(int rounds) throws Exception {
        measurements.warmUp();
        for (int round = 1; round <= rounds; round++) {
            progress.step("Round " + round + " of " + rounds);
            spread.add(measurements.spread());
            peerSpread.add(measurements.peerSpread());
            hot.add(measurements.hot());
            peerHot.add(measurements.peerHot());
            batches.add(measurements.batches());
            peerBatches.add(measurements.peerBatches());
            latency.add(measurements.transferLatency(spread.last() / 2));
            peerLatency.add(measurements.peerLatency());
            cached.add(measurements.cached());
            constant.add(measurements.constant());
        }
    }

    Measurements measurements() {
        return measurements;
    }

    List<Figure> figures() {
        return List.of(
                Figure.rate("single HTTP transfers over 10,000 accounts", spread, FUNCTION, peerSpread, 2.0),
                Figure.rate("the same with one hot account in each", hot, FUNCTION, peerHot, 6.0),
                Figure.rate(
                        "batch endpoint, 1,000 a request",
                        batches,
                        "pgbench: set-based SQL, 1,000 a call",
                        peerBatches,
                        0.7),
                Figure.latency(
                        "p99 of single transfers at half load",
                        latency,
                        "pgbench: p99 of the SQL function, one at a time",
                        peerLatency,
                        null),
                Figure.rate("cached balance reads", cached, "a constant from memory, same checks", constant, 0.8));
    }
}
