package io.ballast.bench.chain;

import io.ballast.bench.settings.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How long and how large a run is; all of it comes from the environment (README).
 *
 * @param checkout where the packaged service is
 * @param loads what is measured
 * @param rounds how often each figure is measured; the median counts
 * @param seconds how long each measurement of a load takes
 * @param warmUpSeconds how long each kind of load runs at most before the first round; it ends when it gets no faster
 * @param latency of each call to a chain
 * @param wallets of each chain, one for each user
 * @param many wallets in all, for the memory that they take
 * @param credits on each chain, for the time until they are told
 * @param connections of the load generator
 * @param readsPerSecond for the latency of reads, far from what the service can bear
 */
record ChainSettings(
        Path checkout,
        Set<ChainLoad> loads,
        int rounds,
        int seconds,
        int warmUpSeconds,
        Duration latency,
        int wallets,
        int many,
        int credits,
        int connections,
        int readsPerSecond) {

    /** What can be measured. */
    enum ChainLoad {
        REFRESH,
        READS,
        DOWN,
        EVENTS,
        MEMORY
    }

    static ChainSettings ofEnvironment() {
        Environment environment = Environment.ofProcess();
        return new ChainSettings(
                environment.checkout(),
                environment.loads(ChainLoad.class),
                environment.number("BENCH_ROUNDS", 3),
                environment.number("BENCH_SECONDS", 5),
                environment.number("BENCH_WARMUP_SECONDS", 60),
                Duration.ofMillis(environment.number("BENCH_LATENCY_MS", 50)),
                environment.number("BENCH_WALLETS", 10_000),
                environment.number("BENCH_MANY_WALLETS", 100_000),
                environment.number("BENCH_CREDITS", 100),
                environment.number("BENCH_CONNECTIONS", 256),
                environment.number("BENCH_READS_PER_SECOND", 500));
    }

    boolean measures(ChainLoad load) {
        return loads.contains(load);
    }

    Path target() {
        return checkout.resolve("deploy/bench/target");
    }

    Path application() {
        return checkout.resolve("chain-balance-service/target/quarkus-app");
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }
}
