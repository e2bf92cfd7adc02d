package io.ballast.notification.replica;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Makes this replica's report of the metrics that it has anyway. Called by one timer, once a second. */
@ApplicationScoped
class ReplicaMeter {

    /** So many reports back rates are measured: long enough to be calm, short enough to be live. */
    private static final int WINDOW = 10;

    private final ReplicaName name;
    private final MeterRegistry meters;
    private final Instant startedAt =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    private final Deque<Sample> samples = new ArrayDeque<>();

    ReplicaMeter(ReplicaName name, MeterRegistry meters) {
        this.name = name;
        this.meters = meters;
    }

    ReplicaReport report() {
        Sample now = sample();
        samples.addLast(now);
        if (samples.size() > WINDOW + 1) {
            samples.removeFirst();
        }
        return new ReplicaReport(
                name.value(),
                startedAt,
                Instant.now(),
                (long) gauge("notification.sockets.open"),
                (long) gauge("notification.socketio.clients"),
                (long) gauge("notification.subscriptions"),
                gauge("notification.subscription.connected") == 1,
                now.since(samples.getFirst()));
    }

    private Sample sample() {
        return new Sample(
                System.nanoTime(), sum("notification.frames.sent"), sum("notification.frames.conflated"), latencies());
    }

    private double sum(String counter) {
        return meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double gauge(String gauge) {
        Gauge found = meters.find(gauge).gauge();
        return found == null ? 0 : found.value();
    }

    private Map<Double, Long> latencies() {
        Timer timer = meters.find("notification.commit.to.socket").timer();
        return timer == null
                ? Map.of()
                : Arrays.stream(timer.takeSnapshot().histogramCounts())
                        .collect(Collectors.toMap(
                                bucket -> bucket.bucket(TimeUnit.MILLISECONDS), ReplicaMeter::count, Long::max));
    }

    private static long count(CountAtBucket bucket) {
        return (long) bucket.count();
    }
}
