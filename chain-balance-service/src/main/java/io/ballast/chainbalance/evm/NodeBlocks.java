package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.provider.RpcException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The chain as one node has it, with the transfers of some tokens.
 *
 * @param top where it is taken to end, or empty for the node's own head: nodes that are compared must be asked for the same
 */
record NodeBlocks(EvmNode node, List<String> tokens, OptionalLong top, Deadline deadline) implements Blocks {

    @Override
    public Header head() throws RpcException {
        deadline.check();
        return top.isEmpty()
                ? node.head()
                : node.at(top.getAsLong()).orElseThrow(() -> RpcException.behind("node_behind"));
    }

    @Override
    public Optional<Header> at(long height) throws RpcException {
        deadline.check();
        return node.at(height);
    }

    @Override
    public List<Transfer> transfersIn(Header block) throws RpcException {
        deadline.check();
        return node.transfersIn(block.hash(), tokens);
    }

    @Override
    public List<Transfer> transfersBetween(long from, long to) throws RpcException {
        deadline.check();
        return node.transfersBetween(from, to, tokens);
    }
}
