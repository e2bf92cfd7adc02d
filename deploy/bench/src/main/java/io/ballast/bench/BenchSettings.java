package io.ballast.bench;

import io.ballast.bench.settings.Environment;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long and how large a run is; all of it comes from the environment (README).
 *
 * @param checkout where the packaged service is
 * @param pgbench the program
 * @param rounds how often each figure is measured; the median counts
 * @param seconds how long each measurement takes
 * @param warmUpSeconds how long each kind of load runs at most before the first round; it ends when it gets no faster
 * @param entries how many entries the large ledger has
 * @param connections of the load generator, for single requests
 * @param loads what is measured
 */
record BenchSettings(
        Path checkout,
        Path pgbench,
        int rounds,
        int seconds,
        int warmUpSeconds,
        long entries,
        int connections,
        Set<BenchLoad> loads) {

    static BenchSettings ofEnvironment() {
        Environment environment = Environment.ofProcess();
        return new BenchSettings(
                environment.checkout(),
                environment.path("BALLAST_PGBENCH"),
                environment.number("BENCH_ROUNDS", 3),
                environment.number("BENCH_SECONDS", 5),
                environment.number("BENCH_WARMUP_SECONDS", 180),
                environment.number("BENCH_ENTRIES", 10_000_000),
                environment.number("BENCH_CONNECTIONS", 512),
                environment.loads(BenchLoad.class));
    }

    boolean measures(BenchLoad load) {
        return loads.contains(load);
    }

    /** What is measured of one ledger, beside its peer. */
    Set<BenchLoad> loadsBeside() {
        return loads.stream()
                .filter(load -> load != BenchLoad.GROWN)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(BenchLoad.class)));
    }

    Path target() {
        return checkout.resolve("deploy/bench/target");
    }

    Path application() {
        return checkout.resolve("ledger-service/target/quarkus-app");
    }
}
