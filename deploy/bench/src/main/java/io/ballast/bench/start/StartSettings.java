package io.ballast.bench.start;

import io.ballast.bench.settings.Environment;
import java.nio.file.Path;

/**
 * How long a run is; all of it comes from the environment (README).
 *
 * @param checkout where everything is packaged
 * @param rounds how often each start is measured; the median counts
 */
record StartSettings(Path checkout, int rounds) {

    static StartSettings ofEnvironment() {
        Environment environment = Environment.ofProcess();
        return new StartSettings(environment.checkout(), environment.atLeastOne("BENCH_ROUNDS", 3));
    }

    Path target() {
        return checkout.resolve("deploy/bench/target");
    }

    Path directory() {
        return target().resolve("bench").resolve("start");
    }

    /** The set's own, so that it is not the one that somebody works with. */
    Path home() {
        return directory().resolve("home");
    }
}
