package io.ballast.bench.deposit;

import io.ballast.bench.settings.Environment;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long and how large a run is; all of it comes from the environment (README).
 *
 * @param checkout where the packaged service is
 * @param rounds how often all wallets receive; the median counts
 * @param seconds how long the peer goes on in each round
 * @param latency of each call to the network
 * @param wallets that receive in one ledger, 2,000 at most: the service is given their keys by the environment
 * @param ledger the time between two ledgers
 */
record DepositSettings(Path checkout, int rounds, int seconds, Duration latency, int wallets, Duration ledger) {

    private static final int MOST_WALLETS = 2_000;

    DepositSettings {
        if (rounds < 1 || seconds < 1 || wallets < 1 || wallets > MOST_WALLETS || ledger.toMillis() < 1) {
            throw new IllegalArgumentException("rounds, seconds and ledgers from 1, wallets from 1 to " + MOST_WALLETS);
        }
    }

    static DepositSettings ofEnvironment() {
        Environment environment = Environment.ofProcess();
        return new DepositSettings(
                environment.checkout(),
                environment.number("BENCH_ROUNDS", 3),
                environment.number("BENCH_SECONDS", 10),
                Duration.ofMillis(environment.number("BENCH_LATENCY_MS", 50)),
                environment.number("BENCH_WALLETS", 1_000),
                Duration.ofMillis(environment.number("BENCH_LEDGER_MS", 1_000)));
    }

    Path target() {
        return checkout.resolve("deploy/bench/target");
    }

    Path application() {
        return checkout.resolve("auto-deposit-service/target/quarkus-app");
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }
}
