package io.ballast.bench.fanout;

import io.ballast.bench.settings.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How long and how large a run is; all of it comes from the environment (README).
 *
 * @param checkout where the packaged service and the peers are
 * @param loads what is measured
 * @param sockets connections, for each of the two shapes
 * @param rounds how often each figure is measured; the median counts
 * @param seconds how long each measurement at a fixed rate takes
 * @param rate messages a second, each for one user
 * @param roomRate deliveries a second, of messages for a room
 * @param burst messages for the room that are given at once
 * @param missed users to whom something happens while all are away
 */
record FanoutSettings(
        Path checkout,
        Set<FanoutLoad> loads,
        int sockets,
        int rounds,
        int seconds,
        int rate,
        int roomRate,
        int burst,
        int missed) {

    /** What can be measured. */
    enum FanoutLoad {
        /** All that has a peer. */
        BESIDE,
        /** The time from the ledger's commit to the socket. */
        COMMIT
    }

    static FanoutSettings ofEnvironment() {
        Environment environment = Environment.ofProcess();
        int sockets = environment.atLeastOne("BENCH_SOCKETS", 10_000);
        return new FanoutSettings(
                environment.checkout(),
                environment.loads(FanoutLoad.class),
                sockets,
                environment.atLeastOne("BENCH_ROUNDS", 3),
                environment.atLeastOne("BENCH_SECONDS", 5),
                environment.atLeastOne("BENCH_RATE", 500),
                environment.atLeastOne("BENCH_ROOM_RATE", 20_000),
                environment.atLeastOne("BENCH_BURST", 32),
                Math.min(environment.atLeastOne("BENCH_MISSED", 100), sockets / 2));
    }

    boolean measures(FanoutLoad load) {
        return loads.contains(load);
    }

    Path target() {
        return checkout.resolve("deploy/bench/target");
    }

    Path application() {
        return checkout.resolve("notification-service/target/quarkus-app");
    }

    /** What numbers, keeps and publishes an event; one script of these parts. */
    List<Path> script() {
        Path scripts = checkout.resolve("notification-service/src/main/resources/stream");
        return List.of(scripts.resolve("epoch.lua"), scripts.resolve("append.lua"));
    }

    Path peers() {
        return checkout.resolve("deploy/bench/peers");
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }
}
