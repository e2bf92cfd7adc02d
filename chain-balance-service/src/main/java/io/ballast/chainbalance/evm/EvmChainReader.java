package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.AddressCheck;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.provider.ProviderPool;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Reads an EVM network through web3j, whose HTTP transport blocks: a batch runs on one worker thread, for a bounded time.
 */
final class EvmChainReader implements ChainReader {

    private final EvmNetwork network;
    private final ProviderPool<EvmProvider> providers;
    private final WorkerExecutor workers;
    private final Duration batchTimeout;

    EvmChainReader(
            EvmNetwork network, ProviderPool<EvmProvider> providers, WorkerExecutor workers, Duration batchTimeout) {
        this.network = network;
        this.providers = providers;
        this.workers = workers;
        this.batchTimeout = batchTimeout;
    }

    @Override
    public ChainNetwork network() {
        return network.name();
    }

    @Override
    public AddressCheck check(String address) {
        return EvmAddress.check(address);
    }

    @Override
    public List<ChainRead> readsFor(WalletRole role, String address) {
        return network.readsFor(role, address);
    }

    @Override
    public Uni<Reading> read(List<ChainRead> reads) {
        return Uni.createFrom()
                .item(() -> Deadline.in(batchTimeout, Clock.systemUTC()))
                .chain(deadline -> workers.executeBlocking(
                        () -> providers.call(provider -> provider.read(reads, deadline)), false));
    }
}
