package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.AddressCheck;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.provider.Quorum;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Reads an EVM network through web3j, whose HTTP transport blocks: a batch runs on one worker thread, for a bounded time. */
final class EvmChainReader implements ChainReader {

    private final EvmAccess access;

    EvmChainReader(EvmAccess access) {
        this.access = access;
    }

    @Override
    public ChainNetwork network() {
        return access.network().name();
    }

    @Override
    public AddressCheck check(String address) {
        return EvmAddress.check(address);
    }

    @Override
    public List<ChainRead> readsFor(WalletRole role, String address) {
        return access.network().readsFor(role, address);
    }

    @Override
    public boolean isAskable() {
        return access.isAskable();
    }

    @Override
    public Uni<Reading> read(List<ChainRead> reads) {
        return read(reads, Finality.LATEST);
    }

    @Override
    public Uni<Reading> read(List<ChainRead> reads, Finality atLeast) {
        return Uni.createFrom()
                .item(access::deadline)
                .chain(deadline -> access.inBackground(() -> readBlocking(reads, atLeast, deadline)));
    }

    private Reading readBlocking(List<ChainRead> reads, Finality atLeast, Deadline deadline) {
        return access.network().quorum() == 1
                ? access.ask(provider -> provider.read(reads, atLeast, deadline))
                : readByQuorum(reads, atLeast, deadline);
    }

    /** All are asked for the same block, one that each of them has: the lowest of their heads. */
    private Reading readByQuorum(List<ChainRead> reads, Finality atLeast, Deadline deadline) {
        int quorum = access.network().quorum();
        Instant asOf = Instant.now();
        BlockRef block = access.askSeveral(quorum, provider -> provider.freshHead(atLeast)).stream()
                .min(Comparator.comparingLong(BlockRef::height))
                .orElseThrow();
        List<List<ReadResult>> answers = access.gather(
                provider -> provider.readAt(block, reads, deadline), given -> Quorum.isSettled(given, quorum));
        if (answers.size() < quorum) {
            throw new ChainUnavailable("quorum_missing");
        }
        return new Reading(block, asOf, EvmProvider.SOURCE, Quorum.vote(answers, quorum));
    }
}
