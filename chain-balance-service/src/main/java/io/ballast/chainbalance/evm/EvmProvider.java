package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.provider.RpcException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * One RPC URL of a network. It is trusted only after it has named the right chain, and again after every failure, since
 * another node may stand behind the URL by then.
 */
final class EvmProvider {

    private static final String SOURCE = "blockchain";

    private final EvmNode node;
    private final EvmNetwork network;
    private final Clock clock;
    private volatile boolean verified;

    EvmProvider(EvmNode node, EvmNetwork network, Clock clock) {
        this.node = node;
        this.network = network;
        this.clock = clock;
    }

    Reading read(List<ChainRead> reads, Deadline deadline) throws RpcException {
        try {
            deadline.check();
            verifyChain();
            deadline.check();
            Instant asOf = clock.instant();
            BlockRef block = freshHead(asOf);
            return new Reading(block, asOf, SOURCE, new MulticallBatch(node, block, network, deadline).read(reads));
        } catch (RpcException failure) {
            verified = false;
            throw failure;
        }
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

    private BlockRef freshHead(Instant now) throws RpcException {
        BlockRef head = node.head();
        boolean old = network.maxBlockAge()
                .filter(age -> head.minedAt().isBefore(now.minus(age)))
                .isPresent();
        if (old) {
            throw RpcException.unavailable("head_too_old");
        }
        return head;
    }
}
