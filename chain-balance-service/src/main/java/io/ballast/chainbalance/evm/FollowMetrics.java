package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.credit.Recorded;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How following goes: counters, and a line in the log where a chain goes back. */
@ApplicationScoped
public class FollowMetrics {

    private static final Logger LOG = Logger.getLogger(FollowMetrics.class);

    private static final String CREDITS = "chain.credits";
    private static final String WITHDRAWN = "chain.credits.withdrawn";
    private static final String REORGS = "chain.reorgs";

    private final MeterRegistry registry;
    private final Map<ChainNetwork, AtomicLong> heights = new ConcurrentHashMap<>();

    FollowMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The counts exist before anything is counted: an increase from nothing to one is none to Prometheus. */
    void follows(ChainNetwork network) {
        count(CREDITS, network, 0);
        count(WITHDRAWN, network, 0);
        count(REORGS, network, 0);
    }

    void stands(ChainNetwork network, long height) {
        heights.computeIfAbsent(network, this::gauge).set(height);
    }

    void recorded(ChainNetwork network, Recorded.Stored stored, Step.Forward step) {
        stands(network, stored.cursor().cursor().height());
        count(CREDITS, network, stored.detected());
        count(WITHDRAWN, network, stored.withdrawn());
        step.takenBack().ifPresent(lastValid -> {
            count(REORGS, network, 1);
            LOG.warnf("%s went back to block %d; %d credits are withdrawn", network, lastValid, stored.withdrawn());
        });
    }

    private void count(String name, ChainNetwork network, int amount) {
        registry.counter(name, tags(network)).increment(amount);
    }

    private AtomicLong gauge(ChainNetwork network) {
        return registry.gauge("chain.cursor.height", tags(network), new AtomicLong());
    }

    private static Tags tags(ChainNetwork network) {
        return Tags.of("chain", network.chain(), "network", network.network());
    }
}
