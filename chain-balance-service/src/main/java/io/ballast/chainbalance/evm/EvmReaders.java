package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ReaderSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Makes a reader of each configured EVM network. A setting that can never work stops the start. */
@Startup
@ApplicationScoped
public class EvmReaders implements ReaderSource {

    /** Vert.x warns of a batch that takes longer: a batch is many calls, each with its own timeout. */
    private static final int WARN_AFTER_SECONDS = 60;

    private final List<ChainReader> readers;

    EvmReaders(EvmConfig evm, RpcConfig rpc, Vertx vertx, MeterRegistry metrics) {
        RpcUrlPolicy policy = new RpcUrlPolicy(rpc.allowedPrivateHosts().orElse(List.of()));
        RpcHttp http = new RpcHttp(rpc, policy);
        WorkerExecutor workers =
                vertx.createSharedWorkerExecutor("evm-rpc", rpc.threads(), WARN_AFTER_SECONDS, TimeUnit.SECONDS);
        readers = evm.networks().entrySet().stream()
                .filter(network -> network.getValue().rpcUrls().isPresent())
                .map(network -> reader(network, rpc, policy, http, workers, metrics))
                .toList();
    }

    @Override
    public List<ChainReader> readers() {
        return readers;
    }

    private static ChainReader reader(
            Map.Entry<String, EvmConfig.Network> config,
            RpcConfig rpc,
            RpcUrlPolicy policy,
            RpcHttp http,
            WorkerExecutor workers,
            MeterRegistry metrics) {
        EvmNetwork network = EvmNetwork.of(config.getKey(), config.getValue());
        List<String> urls = config.getValue().rpcUrls().orElseThrow();
        RpcMeter meter = method -> metrics.counter(
                        "chain.rpc.calls",
                        "chain",
                        "evm",
                        "network",
                        network.name().network(),
                        "method",
                        method)
                .increment();
        List<EvmProvider> providers = IntStream.range(0, urls.size())
                .mapToObj(i ->
                        policy.checked(urls.get(i), "ballast.evm.networks." + config.getKey() + ".rpc-urls[" + i + "]"))
                .map(url -> new EvmProvider(new EvmNode(http.to(url), meter), network, Clock.systemUTC()))
                .toList();
        return new EvmChainReader(network, providers, workers, rpc.batchTimeout());
    }
}
