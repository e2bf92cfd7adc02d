package io.ballast.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be put on the service, each beside its peer: a run measures all, or those that are named. */
enum BenchLoad {
    SPREAD,
    HOT,
    BATCHES,
    LATENCY,
    READS,
    GROWN;

    /**
     * @param names in lower case, separated by commas; null or blank for all
     * @throws IllegalArgumentException if there is no such load
     */
    static Set<BenchLoad> of(String names) {
        if (names == null || names.isBlank()) {
            return EnumSet.allOf(BenchLoad.class);
        }
        Set<BenchLoad> loads = EnumSet.noneOf(BenchLoad.class);
        Arrays.stream(names.strip().split("\\s*,\\s*"))
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                .forEach(loads::add);
        return loads;
    }
}
