package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.credit.Recorded;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of following asset events. */
@ApplicationScoped
public class EventMetrics {

    private static final String GAPS = "chain.credit.gaps";

    private final MeterRegistry registry;
    private final Map<ChainNetwork, AtomicLong> heights = new ConcurrentHashMap<>();

    EventMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The counts exist before anything is counted: an increase from nothing to one is none to Prometheus. */
    void follows(ChainNetwork network) {
        count("chain.credits", network, 0);
        unreadable(network, 0);
        count(GAPS, network, 0);
    }

    /** The last ledger whose events are recorded. */
    void stands(ChainNetwork network, long height) {
        heights.computeIfAbsent(network, this::gauge).set(height);
    }

    void recorded(ChainNetwork network, Recorded.Stored stored) {
        stands(network, stored.cursor().cursor().height());
        count("chain.credits", network, stored.detected());
    }

    void unreadable(ChainNetwork network, int events) {
        count("chain.credit.events.unreadable", network, events);
    }

    void missed(ChainNetwork network) {
        count(GAPS, network, 1);
    }

    private void count(String metric, ChainNetwork network, int number) {
        registry.counter(metric, tags(network)).increment(number);
    }

    private AtomicLong gauge(ChainNetwork network) {
        return registry.gauge("chain.cursor.height", tags(network), new AtomicLong());
    }

    private static Tags tags(ChainNetwork network) {
        return Tags.of("chain", network.chain(), "network", network.network());
    }
}
