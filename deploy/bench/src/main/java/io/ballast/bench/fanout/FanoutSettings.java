package io.ballast.bench.fanout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
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
        int sockets = number("BENCH_SOCKETS", 10_000);
        return new FanoutSettings(
                Path.of(System.getenv("BALLAST_CHECKOUT")),
                loads(System.getenv("BENCH_LOADS")),
                sockets,
                number("BENCH_ROUNDS", 3),
                number("BENCH_SECONDS", 5),
                number("BENCH_RATE", 500),
                number("BENCH_ROOM_RATE", 20_000),
                number("BENCH_BURST", 32),
                Math.min(number("BENCH_MISSED", 100), sockets / 2));
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

    /** What numbers, keeps and publishes an event. */
    Path script() {
        return checkout.resolve("notification-service/src/main/resources/stream/append.lua");
    }

    Path peers() {
        return checkout.resolve("deploy/bench/peers");
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    private static Set<FanoutLoad> loads(String names) {
        if (names == null || names.isBlank()) {
            return EnumSet.allOf(FanoutLoad.class);
        }
        Set<FanoutLoad> loads = EnumSet.noneOf(FanoutLoad.class);
        Arrays.stream(names.strip().split("\\s*,\\s*"))
                .map(name -> FanoutLoad.valueOf(name.toUpperCase(Locale.ROOT)))
                .forEach(loads::add);
        return loads;
    }

    private static int number(String name, int otherwise) {
        String value = System.getenv(name);
        int number = value == null || value.isBlank() ? otherwise : Integer.parseInt(value.strip());
        if (number < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
        return number;
    }
}
