package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.provider.ProviderPool;
import io.ballast.chainbalance.provider.ProviderPools;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The way to each configured EVM network. A setting that can never work stops the start. */
@Startup
@ApplicationScoped
public class EvmNetworks {

    /** Vert.x warns of a batch that takes longer: a batch is many calls, each with its own timeout. */
    private static final int WARN_AFTER_SECONDS = 60;

    private final List<EvmAccess> networks;

    EvmNetworks(EvmConfig evm, RpcConfig rpc, ProviderPools pools, Vertx vertx, MeterRegistry metrics) {
        RpcHttp http = new RpcHttp(rpc, pools.policy());
        WorkerExecutor workers =
                vertx.createSharedWorkerExecutor("evm-rpc", rpc.threads(), WARN_AFTER_SECONDS, TimeUnit.SECONDS);
        networks = evm.networks().entrySet().stream()
                .filter(network -> network.getValue().rpcUrls().isPresent())
                .map(network -> access(network, rpc, pools, http, workers, metrics))
                .toList();
    }

    List<EvmAccess> all() {
        return networks;
    }

    private static EvmAccess access(
            Map.Entry<String, EvmConfig.Network> config,
            RpcConfig rpc,
            ProviderPools pools,
            RpcHttp http,
            WorkerExecutor workers,
            MeterRegistry metrics) {
        EvmNetwork network = EvmNetwork.of(config.getKey(), config.getValue());
        RpcMeter meter = method -> metrics.counter(
                        "chain.rpc.calls",
                        "chain",
                        "evm",
                        "network",
                        network.name().network(),
                        "method",
                        method)
                .increment();
        ProviderPool<EvmProvider> providers = pools.pool(
                network.name(),
                config.getValue().rpcUrls().orElseThrow(),
                "ballast.evm.networks." + config.getKey() + ".rpc-urls",
                (url, budget) -> new EvmProvider(new EvmNode(http.to(url), meter, budget), network, Clock.systemUTC()));
        return new EvmAccess(network, providers, workers, rpc.batchTimeout());
    }
}
