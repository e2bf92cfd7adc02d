package io.ballast.notification.replica;

import io.ballast.notification.replica.ReplicaReport.Latency;
import io.ballast.notification.replica.ReplicaReport.Rates;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the counters of this process stood at.
 *
 * @param nanos when, by the clock that does not go back
 * @param frames handed to sockets since the start
 * @param conflated left out since the start
 * @param latencies of frames written since the start: how many took at most so many milliseconds
 */
record Sample(long nanos, double frames, double conflated, Map<Double, Long> latencies) {

    private static final double NANOS = 1_000_000_000;
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    /** What happened from the earlier sample to this one. */
    Rates since(Sample earlier) {
        double seconds = (nanos - earlier.nanos) / NANOS;
        return seconds <= 0
                ? new Rates(0, 0, 0, null)
                : new Rates(
                        seconds,
                        (frames - earlier.frames) / seconds,
                        (conflated - earlier.conflated) / seconds,
                        latency(earlier));
    }

    private Latency latency(Sample earlier) {
        TreeMap<Double, Long> took = new TreeMap<>();
        latencies.forEach((bound, count) -> took.put(bound, count - earlier.latencies.getOrDefault(bound, 0L)));
        long count = took.isEmpty() ? 0 : took.lastEntry().getValue();
        return count == 0 ? null : new Latency(count, bound(took, count, MEDIAN), bound(took, count, TAIL));
    }

    private static double bound(TreeMap<Double, Long> took, long count, double share) {
        return took.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= share * count)
                .findFirst()
                .orElseGet(took::lastEntry)
                .getKey();
    }
}
