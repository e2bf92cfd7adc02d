package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.credit.BlockId;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.provider.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes along a chain from a cursor, and finds out whether that is still on it. Old blocks are read in long spans; the
 * newest one by one and by their hash, so that neither a node that lacks them nor a branch that changes meanwhile can
 * leave out a transfer.
 */
final class ChainWalk {

    /** Nodes behind one URL are apart by less than this; what is deeper all of them have. */
    private static final int SETTLED = 16;

    private static final int MOST_BY_HASH = 64;
    private static final long BEFORE_GENESIS = -1;

    private final Blocks blocks;
    private final int maxSpan;

    /** @param maxSpan the most blocks in one step */
    ChainWalk(Blocks blocks, int maxSpan) {
        this.blocks = blocks;
        this.maxSpan = maxSpan;
    }

    /** The step from a cursor that is thought to be on the chain. */
    Step next(Cursor cursor) throws RpcException {
        Header head = blocks.head();
        boolean isOnChain = head.height() >= cursor.height() && has(head, cursor.height(), cursor.blockHash());
        return isOnChain ? forward(head, cursor.height(), OptionalLong.empty()) : new Step.Lost();
    }

    /**
     * The step from a cursor that is not. A chain that has another block where one is remembered went back; one that has
     * the same and ends there is a node that lags.
     *
     * @param remembered blocks that the cursor has gone along, the genesis block among them, the lowest first
     */
    Step back(Cursor cursor, List<BlockId> remembered) throws RpcException {
        Header head = blocks.head();
        List<BlockId> comparable = remembered.stream()
                .filter(block -> block.height() <= Math.min(head.height(), cursor.height()))
                .toList();
        if (comparable.isEmpty()) {
            return new Step.Behind();
        }
        int shared = shared(head, comparable);
        if (shared == comparable.size()) {
            return new Step.Behind();
        }
        long lastValid =
                shared == 0 ? BEFORE_GENESIS : comparable.get(shared - 1).height();
        long begun = Math.max(lastValid, Math.min(beginning(remembered) - 1, head.height() - 1));
        long after = shared == 0 ? BEFORE_GENESIS : begun;
        return forward(head, after, OptionalLong.of(after));
    }

    /** Where the remembered part of the branch begins: what was before the stream is no income, however deep a fork is. */
    private static long beginning(List<BlockId> remembered) {
        return remembered.stream()
                .mapToLong(BlockId::height)
                .filter(height -> height > 0)
                .min()
                .orElse(0);
    }

    private Step forward(Header head, long after, OptionalLong takenBack) throws RpcException {
        long from = after + 1;
        if (from > head.height()) {
            return new Step.UpToDate();
        }
        return head.height() - from < MOST_BY_HASH
                ? byHash(head, from, takenBack)
                : byHeight(head, from, Math.min(from + maxSpan - 1, head.height() - SETTLED), takenBack);
    }

    private Step byHash(Header head, long from, OptionalLong takenBack) throws RpcException {
        List<Header> headers = new ArrayList<>();
        Header above = head;
        headers.add(head);
        for (long height = head.height() - 1; height >= from; height--) {
            Header header = present(height);
            if (!header.hash().equals(above.parentHash())) {
                throw RpcException.behind("chain_moving");
            }
            headers.addFirst(header);
            above = header;
        }
        List<Transfer> transfers = new ArrayList<>();
        for (Header header : headers) {
            transfers.addAll(blocks.transfersIn(header));
        }
        return new Step.Forward(takenBack, headers, transfers, false);
    }

    /** The end is looked at before and after: as long as it is the same block, so is everything below it. */
    private Step byHeight(Header head, long from, long to, OptionalLong takenBack) throws RpcException {
        Header end = present(to);
        List<Transfer> transfers;
        try {
            transfers = blocks.transfersBetween(from, to);
        } catch (RpcException refused) {
            if (!refused.worthHalving() || from == to) {
                throw refused;
            }
            return byHeight(head, from, from + (to - from) / 2, takenBack);
        }
        if (!has(head, to, Optional.of(end.hash()))) {
            throw RpcException.behind("chain_moving");
        }
        return new Step.Forward(takenBack, List.of(end), transfers, true);
    }

    /** How many of the blocks, from the lowest on, are on the chain: what comes after one that is not, is not either. */
    private int shared(Header head, List<BlockId> comparable) throws RpcException {
        int low = 0;
        int high = comparable.size();
        while (low < high) {
            int middle = (low + high) / 2;
            BlockId block = comparable.get(middle);
            if (has(head, block.height(), Optional.of(block.hash()))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean has(Header head, long height, Optional<String> hash) throws RpcException {
        Optional<Header> found = height == head.height() ? Optional.of(head) : blocks.at(height);
        return found.map(Header::hash).equals(hash);
    }

    private Header present(long height) throws RpcException {
        return blocks.at(height).orElseThrow(() -> RpcException.behind("chain_moving"));
    }
}
