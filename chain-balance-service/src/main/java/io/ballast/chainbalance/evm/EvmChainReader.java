package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.AddressCheck;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.chain.WalletRole;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Reads an EVM network through web3j, whose HTTP transport blocks: a batch runs on one worker thread, for a bounded time.
 * Each provider is tried once, beginning with the one that answered last.
 */
final class EvmChainReader implements ChainReader {

    private static final Logger LOG = Logger.getLogger(EvmChainReader.class);

    private final EvmNetwork network;
    private final List<EvmProvider> providers;
    private final WorkerExecutor workers;
    private final Duration batchTimeout;
    private volatile int preferred;

    EvmChainReader(EvmNetwork network, List<EvmProvider> providers, WorkerExecutor workers, Duration batchTimeout) {
        this.network = network;
        this.providers = List.copyOf(providers);
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
                .chain(deadline -> workers.executeBlocking(() -> readBlocking(reads, deadline), false));
    }

    private Reading readBlocking(List<ChainRead> reads, Deadline deadline) {
        String code = "rpc_unreachable";
        int first = preferred;
        for (int i = 0; i < providers.size(); i++) {
            int provider = (first + i) % providers.size();
            try {
                Reading reading = providers.get(provider).read(reads, deadline);
                preferred = provider;
                return reading;
            } catch (RpcException failure) {
                code = failure.code();
                LOG.debugf("%s provider %d: %s", network.name(), provider + 1, code);
            }
        }
        throw new ChainUnavailable(code);
    }
}
