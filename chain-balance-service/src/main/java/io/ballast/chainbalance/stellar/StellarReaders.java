package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ReaderSource;
import io.ballast.chainbalance.http.JsonHttp;
import io.ballast.chainbalance.provider.ProviderPool;
import io.ballast.chainbalance.provider.ProviderPools;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes a reader of each configured Stellar network. A setting that can never work stops the start. */
@Startup
@ApplicationScoped
public class StellarReaders implements ReaderSource {

    /** Vert.x warns of a batch that takes longer: a batch is many calls, each with its own timeout. */
    private static final int WARN_AFTER_SECONDS = 60;

    private final List<StellarChainReader> readers;
    private final CallConfig calls;
    private final ProviderPools pools;
    private final MeterRegistry metrics;

    StellarReaders(StellarConfig stellar, CallConfig calls, ProviderPools pools, Vertx vertx, MeterRegistry metrics) {
        this.calls = calls;
        this.pools = pools;
        this.metrics = metrics;
        JsonHttp http =
                new JsonHttp(calls.connectTimeout(), calls.callTimeout(), calls.maxResponseBytes(), pools.policy());
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(
                "stellar-calls", calls.threads(), WARN_AFTER_SECONDS, TimeUnit.SECONDS);
        this.readers = stellar.networks().entrySet().stream()
                .filter(network -> network.getValue().rpcUrls().isPresent())
                .map(network -> reader(network.getKey(), network.getValue(), http, workers))
                .toList();
    }

    @Override
    public List<ChainReader> readers() {
        return List.copyOf(readers);
    }

    /** The same, with what only this chain has. */
    List<StellarChainReader> own() {
        return readers;
    }

    private StellarChainReader reader(
            String name, StellarConfig.Network config, JsonHttp http, WorkerExecutor workers) {
        StellarNetwork network = StellarNetwork.of(name, config);
        String prefix = "ballast.stellar.networks." + name;
        Clock clock = Clock.systemUTC();
        Consumer<String> meter = method -> metrics.counter(
                        "chain.rpc.calls", "chain", StellarNetwork.CHAIN, "network", name, "method", method)
                .increment();
        ProviderPool<RpcReads> rpc = pools.pool(
                network.name(),
                config.rpcUrls().orElseThrow(),
                prefix + ".rpc-urls",
                (url, budget) -> new RpcReads(new RpcNode(http.to(url, budget), meter, clock), network, clock));
        Optional<ProviderPool<HorizonReads>> horizon = config.horizonUrls()
                .map(urls -> pools.pool(
                        network.name(),
                        urls,
                        prefix + ".horizon-urls",
                        (url, budget) ->
                                new HorizonReads(new HorizonNode(http.to(url, budget), meter), network, clock)));
        return new StellarChainReader(network, rpc, horizon, workers, calls.batchTimeout(), clock);
    }
}
