package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.AddressCheck;
import io.ballast.chainbalance.chain.BlockRef;
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
 * Reads a Hedera network from its mirror nodes, and from consensus nodes where no mirror node answers. Both clients block:
 * a batch runs on one worker thread, for a bounded time.
 */
final class HederaChainReader implements ChainReader, AutoCloseable {

    private final HederaNetwork network;
    private final ProviderPool<MirrorReads> mirrors;
    private final Optional<ConsensusReads> consensus;
    private final WorkerExecutor workers;
    private final Duration batchTimeout;
    private final Clock clock;
    private volatile BlockRef head;

    HederaChainReader(
            HederaNetwork network,
            ProviderPool<MirrorReads> mirrors,
            Optional<ConsensusReads> consensus,
            WorkerExecutor workers,
            Duration batchTimeout,
            Clock clock) {
        this.network = network;
        this.mirrors = mirrors;
        this.consensus = consensus;
        this.workers = workers;
        this.batchTimeout = batchTimeout;
        this.clock = clock;
    }

    @Override
    public ChainNetwork network() {
        return network.name();
    }

    HederaNetwork configured() {
        return network;
    }

    @Override
    public AddressCheck check(String address) {
        return network.accountIds().check(address);
    }

    @Override
    public List<ChainRead> readsFor(WalletRole role, String address) {
        return network.readsFor(role, address);
    }

    @Override
    public boolean isAskable() {
        return mirrors.isAskable() || consensus.isPresent();
    }

    @Override
    public Uni<Reading> read(List<ChainRead> reads) {
        return blocking(deadline -> read(reads, deadline));
    }

    /** Consensus takes nothing back: whatever is read is final. */
    @Override
    public Uni<Reading> read(List<ChainRead> reads, Finality atLeast) {
        return read(reads);
    }

    /** Calls a mirror node on a worker thread, for at most as long as a batch may take. */
    <T> Uni<T> ask(MirrorCall<T> call) {
        return blocking(deadline -> mirrors.call(mirror -> call.on(mirror.node(), deadline)));
    }

    /** What is asked of one mirror node. */
    @FunctionalInterface
    interface MirrorCall<T> {
        T on(MirrorNode node, Instant deadline) throws RpcException;
    }

    @Override
    public void close() {
        consensus.ifPresent(ConsensusReads::close);
    }

    private Reading read(List<ChainRead> reads, Instant deadline) {
        try {
            return mirrors.call(mirror -> read(mirror, reads, deadline));
        } catch (ChainUnavailable noMirror) {
            BlockRef known = head;
            if (known == null || consensus.isEmpty()) {
                throw noMirror;
            }
            return consensus.get().read(reads, known, deadline);
        }
    }

    private Reading read(MirrorReads mirror, List<ChainRead> reads, Instant deadline) throws RpcException {
        Reading reading = mirror.read(reads, deadline);
        mirrors.saw(mirror, reading.block().height());
        note(reading.block());
        return reading;
    }

    private synchronized void note(BlockRef seen) {
        if (head == null || head.height() < seen.height()) {
            head = seen;
        }
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
