package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainReaders;
import io.ballast.chainbalance.chain.Reading;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * How each network is doing: gauges and counters, and one line in the log when it goes down or comes back. The counts of what
 * is usual exist from the start, so that nobody takes none for unknown.
 */
@Startup
@ApplicationScoped
public class RefreshMetrics {

    private static final Logger LOG = Logger.getLogger(RefreshMetrics.class);
    private static final String CHANGES = "chain.balance.changes";
    private static final String REORGS = "chain.balance.reorgs";
    private static final String ANSWERED = "answered";

    private final Map<ChainNetwork, AtomicReference<NetworkState>> states;
    private final MeterRegistry registry;

    RefreshMetrics(ChainReaders readers, MeterRegistry registry) {
        this.registry = registry;
        this.states = readers.all().stream()
                .map(ChainReader::network)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), this::gauges));
    }

    void record(ChainNetwork network, Answer answer) {
        switch (answer) {
            case Answer.Answered(Reading reading) -> answered(network, reading);
            case Answer.Unanswered(String code, Instant at) -> unanswered(network, code, at);
        }
    }

    void record(ChainNetwork network, Outcome outcome) {
        switch (outcome) {
            case Outcome.Changed changed -> count(CHANGES, network);
            case Outcome.Reorged reorged -> count(REORGS, network);
            case Outcome.Missed missed -> missed.observation().lastError().ifPresent(code -> error(network, code));
            case Outcome.Behind behind -> error(network, "node_behind");
            case Outcome.Confirmed confirmed -> {
                // the usual case, counted with the refresh
            }
        }
    }

    private void answered(ChainNetwork network, Reading reading) {
        NetworkState before = states.get(network)
                .getAndUpdate(state -> state.answered(reading.block().height(), reading.asOf()));
        if (!before.up()) {
            LOG.infof("%s answers", network);
        }
        refreshed(network, ANSWERED).increment();
    }

    private void unanswered(ChainNetwork network, String code, Instant at) {
        NetworkState before = states.get(network).getAndUpdate(state -> state.unanswered(at));
        if (before.up()) {
            LOG.warnf("%s gives no answer (%s); last known balances are served as stale", network, code);
        }
        refreshed(network, code).increment();
    }

    private void error(ChainNetwork network, String code) {
        count("chain.read.errors", network, "code", code);
    }

    private void count(String name, ChainNetwork network, String... tags) {
        counter(name, network, tags).increment();
    }

    private Counter refreshed(ChainNetwork network, String outcome) {
        return counter("chain.refreshes", network, "outcome", outcome);
    }

    private Counter counter(String name, ChainNetwork network, String... tags) {
        return registry.counter(name, tags(network).and(tags));
    }

    private AtomicReference<NetworkState> gauges(ChainNetwork network) {
        AtomicReference<NetworkState> state = new AtomicReference<>(NetworkState.NOT_ASKED);
        registry.gauge(
                "chain.block.height",
                tags(network),
                state,
                current -> current.get().height());
        registry.gauge(
                "chain.reading.age.seconds",
                tags(network),
                state,
                current -> current.get().ageSeconds(Instant.now()));
        refreshed(network, ANSWERED);
        counter(CHANGES, network);
        counter(REORGS, network);
        return state;
    }

    private static Tags tags(ChainNetwork network) {
        return Tags.of("chain", network.chain(), "network", network.network());
    }
}
