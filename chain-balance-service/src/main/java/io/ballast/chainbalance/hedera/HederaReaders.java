package io.ballast.chainbalance.hedera;

import com.hedera.hashgraph.sdk.AccountId;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ReaderSource;
import io.ballast.chainbalance.http.JsonHttp;
import io.ballast.chainbalance.provider.ProviderPool;
import io.ballast.chainbalance.provider.ProviderPools;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes a reader of each configured Hedera network. A setting that can never work stops the start. */
@Startup
@ApplicationScoped
public class HederaReaders implements ReaderSource {

    /** Vert.x warns of a batch that takes longer: a batch is many calls, each with its own timeout. */
    private static final int WARN_AFTER_SECONDS = 60;

    private final List<HederaChainReader> readers;
    private final CallConfig calls;
    private final ProviderPools pools;
    private final MeterRegistry metrics;

    HederaReaders(HederaConfig hedera, CallConfig calls, ProviderPools pools, Vertx vertx, MeterRegistry metrics) {
        this.calls = calls;
        this.pools = pools;
        this.metrics = metrics;
        JsonHttp http =
                new JsonHttp(calls.connectTimeout(), calls.callTimeout(), calls.maxResponseBytes(), pools.policy());
        WorkerExecutor workers =
                vertx.createSharedWorkerExecutor("hedera-calls", calls.threads(), WARN_AFTER_SECONDS, TimeUnit.SECONDS);
        this.readers = hedera.networks().entrySet().stream()
                .filter(network -> network.getValue().mirrorUrls().isPresent())
                .map(network -> reader(network.getKey(), network.getValue(), http, workers))
                .toList();
    }

    @Override
    public List<ChainReader> readers() {
        return List.copyOf(readers);
    }

    /** The same, with what only this chain has. */
    List<HederaChainReader> own() {
        return readers;
    }

    @PreDestroy
    void close() {
        readers.forEach(HederaChainReader::close);
    }

    private HederaChainReader reader(String name, HederaConfig.Network config, JsonHttp http, WorkerExecutor workers) {
        HederaNetwork network = HederaNetwork.of(name, config);
        Clock clock = Clock.systemUTC();
        Consumer<String> meter = list -> metrics.counter(
                        "chain.rpc.calls", "chain", HederaNetwork.CHAIN, "network", name, "method", list)
                .increment();
        ProviderPool<MirrorReads> mirrors = pools.pool(
                network.name(),
                config.mirrorUrls().orElseThrow(),
                "ballast.hedera.networks." + name + ".mirror-urls",
                (url, budget) -> new MirrorReads(new MirrorNode(http.to(url, budget), meter, clock), network, clock));
        Optional<ConsensusReads> consensus = config.consensusNodes()
                .map(nodes -> new ConsensusReads(nodes(name, nodes), network, calls.callTimeout(), meter, clock));
        return new HederaChainReader(network, mirrors, consensus, workers, calls.batchTimeout(), clock);
    }

    private Map<String, AccountId> nodes(String network, List<String> configured) {
        Map<String, AccountId> nodes = new HashMap<>();
        for (int i = 0; i < configured.size(); i++) {
            String setting = "ballast.hedera.networks." + network + ".consensus-nodes[" + i + "]";
            String[] parts = configured.get(i).split("@", 2);
            if (parts.length < 2 || !parts[0].matches("0\\.0\\.\\d{1,18}") || !parts[1].matches("[^/@]+:\\d{1,5}")) {
                throw new IllegalArgumentException(setting + " is not an account, @, a host and a port");
            }
            pools.policy().checked("http://" + parts[1], setting);
            nodes.put(parts[1], AccountId.fromString(parts[0]));
        }
        return nodes;
    }
}
