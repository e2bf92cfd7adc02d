package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.AddressCheck;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.provider.ProviderPool;
import io.ballast.chainbalance.provider.RpcException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads a Stellar network from its RPC servers, and from Horizon where none of them answers. The HTTP client blocks: a
 * batch runs on one worker thread, for a bounded time.
 */
final class StellarChainReader implements ChainReader {

    private final StellarNetwork network;
    private final ProviderPool<RpcReads> rpc;
    private final Optional<ProviderPool<HorizonReads>> horizon;
    private final WorkerExecutor workers;
    private final Duration batchTimeout;
    private final Clock clock;

    StellarChainReader(
            StellarNetwork network,
            ProviderPool<RpcReads> rpc,
            Optional<ProviderPool<HorizonReads>> horizon,
            WorkerExecutor workers,
            Duration batchTimeout,
            Clock clock) {
        this.network = network;
        this.rpc = rpc;
        this.horizon = horizon;
        this.workers = workers;
        this.batchTimeout = batchTimeout;
        this.clock = clock;
    }

    @Override
    public ChainNetwork network() {
        return network.name();
    }

    StellarNetwork configured() {
        return network;
    }

    @Override
    public AddressCheck check(String address) {
        return StellarAddress.check(address);
    }

    @Override
    public List<ChainRead> readsFor(WalletRole role, String address) {
        return network.readsFor(role, address);
    }

    @Override
    public boolean isAskable() {
        return rpc.isAskable() || horizon.filter(ProviderPool::isAskable).isPresent();
    }

    @Override
    public Uni<Reading> read(List<ChainRead> reads) {
        return blocking(deadline -> read(reads, deadline));
    }

    /** A ledger that is closed stays: whatever is read is final. */
    @Override
    public Uni<Reading> read(List<ChainRead> reads, Finality atLeast) {
        return read(reads);
    }

    /** Asks an RPC server on a worker thread, for at most as long as a batch may take. */
    <T> Uni<T> ask(RpcReads.Question<T> question) {
        return blocking(deadline -> rpc.call(server -> server.ask(question, deadline)));
    }

    boolean hasHorizon() {
        return horizon.isPresent();
    }

    /** The same of Horizon, if there is one. */
    <T> Uni<T> askHorizon(HorizonReads.Question<T> question) {
        return blocking(deadline -> horizon.orElseThrow().call(server -> server.ask(question, deadline)));
    }

    private Reading read(List<ChainRead> reads, Instant deadline) {
        try {
            return rpc.call(server -> read(server, reads, deadline));
        } catch (ChainUnavailable noServer) {
            if (horizon.isEmpty()) {
                throw noServer;
            }
            return horizon.get().call(server -> server.read(reads, deadline));
        }
    }

    private Reading read(RpcReads server, List<ChainRead> reads, Instant deadline) throws RpcException {
        Reading reading = server.read(reads, deadline);
        rpc.saw(server, reading.block().height());
        return reading;
    }

    private <T> Uni<T> blocking(Bounded<T> work) {
        return Uni.createFrom()
                .item(() -> clock.instant().plus(batchTimeout))
                .chain(deadline -> workers.executeBlocking(() -> work.until(deadline), false));
    }

    @FunctionalInterface
    private interface Bounded<T> {
        T until(Instant deadline);
    }
}
