package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.provider.RpcException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads everything at one block in as few calls as the node allows. A refused call is halved until the read that spoils
 * it stands alone; the number of refused calls is bounded, what is left then counts as failed. A node that refuses every
 * call is of no use: it may have lost the block, or be another one behind the same URL that has not seen it yet.
 */
final class MulticallBatch {

    private static final int MAX_REFUSALS = 64;

    private final EvmNode node;
    private final BlockRef block;
    private final EvmNetwork network;
    private final Deadline deadline;
    private int refusals;
    private boolean answeredOnce;

    MulticallBatch(EvmNode node, BlockRef block, EvmNetwork network, Deadline deadline) {
        this.node = node;
        this.block = block;
        this.network = network;
        this.deadline = deadline;
    }

    List<ReadResult> read(List<ChainRead> reads) throws RpcException {
        List<ReadResult> results = new ArrayList<>(reads.size());
        for (int from = 0; from < reads.size(); from += network.readsPerCall()) {
            int to = Math.min(from + network.readsPerCall(), reads.size());
            results.addAll(answers(reads.subList(from, to)));
        }
        if (refusals > 0 && !answeredOnce) {
            throw RpcException.unavailable("rpc_refused");
        }
        return results;
    }

    private List<ReadResult> answers(List<ChainRead> reads) throws RpcException {
        if (refusals >= MAX_REFUSALS) {
            return allFailed(reads, "rpc_refused");
        }
        try {
            return call(reads);
        } catch (RpcException refused) {
            if (!refused.worthHalving()) {
                throw refused;
            }
            refusals++;
            return reads.size() == 1 ? allFailed(reads, refused.code()) : halved(reads);
        }
    }

    private List<ReadResult> halved(List<ChainRead> reads) throws RpcException {
        int middle = reads.size() / 2;
        List<ReadResult> results = new ArrayList<>(answers(reads.subList(0, middle)));
        results.addAll(answers(reads.subList(middle, reads.size())));
        return results;
    }

    private List<ReadResult> call(List<ChainRead> reads) throws RpcException {
        Map<String, String> contracts = network.contracts();
        List<Multicall3.Call> calls = reads.stream()
                .map(read -> new Multicall3.Call(contracts.get(read.asset().symbol()), Erc20.callData(read)))
                .toList();
        deadline.check();
        String returned = node.call(network.multicallAddress(), Multicall3.encode(calls), block.hash());
        if ("0x".equals(returned)) {
            throw RpcException.unavailable("multicall_missing");
        }
        List<ReadResult> results = decoded(returned, reads.size());
        answeredOnce = true;
        return results;
    }

    private static List<ReadResult> decoded(String returned, int count) throws RpcException {
        try {
            return Multicall3.decode(returned, count).stream()
                    .map(Erc20::answer)
                    .toList();
        } catch (Multicall3.MalformedResult malformed) {
            throw RpcException.unavailable("rpc_malformed");
        }
    }

    private static List<ReadResult> allFailed(List<ChainRead> reads, String code) {
        return Collections.nCopies(reads.size(), new ReadResult.Failed(code));
    }
}
