package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.provider.RpcException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads everything at one block in as few calls as the node allows. A refused call is halved until the read that spoils
 * it stands alone; the number of refused calls is bounded, what is left then counts as failed. A node that refuses every
 * call is of no use: it may have lost the block, or be another one behind the same URL that has not seen it yet.
 */
final class HalvedBatch {

    private static final int MAX_REFUSALS = 64;

    private final BatchCalls calls;
    private final BlockRef block;
    private final Deadline deadline;
    private int refusals;
    private boolean answeredOnce;

    HalvedBatch(BatchCalls calls, BlockRef block, Deadline deadline) {
        this.calls = calls;
        this.block = block;
        this.deadline = deadline;
    }

    List<ReadResult> read(List<ChainRead> reads) throws RpcException {
        List<ReadResult> results = new ArrayList<>(reads.size());
        while (results.size() < reads.size()) {
            int from = results.size();
            deadline.check();
            int to = Math.min(from + calls.readsPerCall(), reads.size());
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
            deadline.check();
            List<ReadResult> results = calls.call(reads, block);
            answeredOnce = true;
            return results;
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

    private static List<ReadResult> allFailed(List<ChainRead> reads, String code) {
        return Collections.nCopies(reads.size(), new ReadResult.Failed(code));
    }
}
