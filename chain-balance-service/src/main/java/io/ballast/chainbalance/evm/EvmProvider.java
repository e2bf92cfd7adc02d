package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.provider.RpcException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * One RPC URL of a network. It is trusted only after it has named the right chain, and again after every failure, since
 * another node may stand behind the URL by then.
 */
final class EvmProvider {

    static final String SOURCE = "blockchain";

    private final EvmNode node;
    private final EvmNetwork network;
    private final Clock clock;
    private final BatchCalls calls;
    private volatile boolean verified;
    private volatile long height = -1;

    EvmProvider(EvmNode node, EvmNetwork network, Clock clock) {
        this.node = node;
        this.network = network;
        this.clock = clock;
        this.calls = new BatchCalls(node, network);
    }

    /** Questions to the node itself. */
    @FunctionalInterface
    interface NodeCall<T> {
        T on(EvmNode node) throws RpcException;
    }

    /** Asks the node, once it has named the right chain. */
    <T> T ask(NodeCall<T> call) throws RpcException {
        try {
            verifyChain();
            return call.on(node);
        } catch (RpcException failure) {
            if (failure.kind() != RpcException.Kind.BEHIND) {
                verified = false;
                calls.forget();
            }
            throw failure;
        }
    }

    /** Reads everything at the newest block that is at least that final. */
    Reading read(List<ChainRead> reads, Finality finality, Deadline deadline) throws RpcException {
        deadline.check();
        return ask(asked -> {
            deadline.check();
            Instant asOf = clock.instant();
            BlockRef block = freshHead(finality);
            return new Reading(block, asOf, SOURCE, answers(reads, block, deadline));
        });
    }

    /** Reads everything at a block that was chosen before. */
    List<ReadResult> readAt(BlockRef block, List<ChainRead> reads, Deadline deadline) throws RpcException {
        deadline.check();
        return ask(asked -> answers(reads, block, deadline));
    }

    /** The newest block that is at least that final, unless the node stands still. */
    BlockRef freshHead(Finality finality) throws RpcException {
        Instant now = clock.instant();
        Header head = ask(asked -> asked.head(finality));
        if (finality != Finality.LATEST) {
            return head.as(finality);
        }
        boolean old = network.maxBlockAge()
                .filter(age -> head.minedAt().isBefore(now.minus(age)))
                .isPresent();
        if (old) {
            throw RpcException.unavailable("head_too_old");
        }
        height = head.height();
        return head.as(finality);
    }

    /** The last head that it told of. */
    OptionalLong height() {
        return height < 0 ? OptionalLong.empty() : OptionalLong.of(height);
    }

    private List<ReadResult> answers(List<ChainRead> reads, BlockRef block, Deadline deadline) throws RpcException {
        return new HalvedBatch(calls, block, deadline).read(reads);
    }

    private void verifyChain() throws RpcException {
        if (verified) {
            return;
        }
        if (node.chainId() != network.chainId()) {
            throw RpcException.unavailable("wrong_chain");
        }
        verified = true;
    }
}
