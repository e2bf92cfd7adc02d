package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.provider.RpcException;
import java.util.List;
import java.util.Map;

/**
 * One {@code eth_call} for many reads. Where the node lets a call bring code of its own (a state override), that is a
 * reader which returns 32 bytes a read; elsewhere it is Multicall3, at several times the size. Which of the two is found
 * out by a call whose answer is known, and again after every failure.
 */
final class BatchCalls {

    private final EvmNode node;
    private final EvmNetwork network;
    private volatile Boolean packed;

    BatchCalls(EvmNode node, EvmNetwork network) {
        this.node = node;
        this.network = network;
    }

    /** The most reads in one call. */
    int readsPerCall() throws RpcException {
        return isPacked() ? network.packedReadsPerCall() : network.readsPerCall();
    }

    /**
     * Answers all reads at the block.
     *
     * @throws RpcException also for a call that the node refuses as a whole
     */
    List<ReadResult> call(List<ChainRead> reads, BlockRef block) throws RpcException {
        return isPacked() ? byOwnCode(reads, block) : byMulticall(reads, block);
    }

    /** Another node may stand behind the URL by now. */
    void forget() {
        packed = null;
    }

    private boolean isPacked() throws RpcException {
        if (packed == null) {
            packed = network.packed() && obeysOverrides();
        }
        return packed;
    }

    private boolean obeysOverrides() throws RpcException {
        try {
            String returned = node.call(PackedReads.ADDRESS, PackedReads.PROBE, "latest", PackedReads.OVERRIDE);
            return PackedReads.isProven(returned);
        } catch (RpcException refused) {
            if (refused.worthHalving()) {
                return false;
            }
            throw refused;
        }
    }

    private List<ReadResult> byOwnCode(List<ChainRead> reads, BlockRef block) throws RpcException {
        String returned = node.call(
                PackedReads.ADDRESS,
                PackedReads.encode(reads, network.contracts()),
                Map.of("blockHash", block.hash()),
                PackedReads.OVERRIDE);
        if ("0x".equals(returned)) {
            packed = false;
            return byMulticall(reads, block);
        }
        return PackedReads.decode(returned, reads.size());
    }

    private List<ReadResult> byMulticall(List<ChainRead> reads, BlockRef block) throws RpcException {
        Map<String, String> contracts = network.contracts();
        List<Multicall3.Call> calls = reads.stream()
                .map(read -> new Multicall3.Call(contracts.get(read.asset().symbol()), Erc20.callData(read)))
                .toList();
        String returned = node.call(network.multicallAddress(), Multicall3.encode(calls), block.hash());
        if ("0x".equals(returned)) {
            throw RpcException.unavailable("multicall_missing");
        }
        try {
            return Multicall3.decode(returned, reads.size()).stream()
                    .map(Erc20::answer)
                    .toList();
        } catch (Multicall3.MalformedResult malformed) {
            throw RpcException.unavailable("rpc_malformed");
        }
    }
}
