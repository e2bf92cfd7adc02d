package io.ballast.bench;

import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Series;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Two services in turn: one whose ledger has grown, one whose ledger is new. */
final class Grown {

    private static final double REACH = 0.9;
    private static final double READS = 1_000;

    private static final Set<BenchLoad> LOADS = Set.of(BenchLoad.GROWN);

    private final Measurements small;
    private final Measurements large;
    private final String entries;
    private final Progress progress;
    private final Series smallTransfers = new Series("transfers/s");
    private final Series largeTransfers = new Series("transfers/s");
    private final Series smallReads = new Series("ms");
    private final Series largeReads = new Series("ms");

    Grown(Measurements small, Measurements large, long entries, Progress progress) {
        this.small = small;
        this.large = large;
        this.entries = String.format(Locale.ROOT, "%,d entries", entries);
        this.progress = progress;
    }

    void run(int rounds) throws Exception {
        small.warmUp(LOADS);
        large.warmUp(LOADS);
        for (int round = 1; round <= rounds; round++) {
            progress.step("Round " + round + " of " + rounds);
            smallTransfers.add(small.spread());
            largeTransfers.add(large.spread());
            smallReads.add(small.readLatency(READS));
            largeReads.add(large.readLatency(READS));
        }
    }

    Measurements small() {
        return small;
    }

    Measurements large() {
        return large;
    }

    List<Figure> figures() {
        String peer = "with 10,000 entries";
        return List.of(
                Figure.rate("single HTTP transfers with " + entries, largeTransfers, peer, smallTransfers, REACH),
                Figure.latency("p99 of balance reads with " + entries, largeReads, peer, smallReads, REACH));
    }
}
