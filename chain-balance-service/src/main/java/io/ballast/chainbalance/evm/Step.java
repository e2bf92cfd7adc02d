package io.ballast.chainbalance.evm;

import java.util.List;
import java.util.OptionalLong;

/** Where following a chain leads from a cursor. */
sealed interface Step {

    /**
     * Blocks with their transfers.
     *
     * @param takenBack the last block that still holds, if the chain left what came after it
     * @param blocks those of the span whose header is known, in order; the last is its end
     * @param transfers all transfers of the span
     * @param more whether the chain is further than that
     */
    record Forward(OptionalLong takenBack, List<Header> blocks, List<Transfer> transfers, boolean more)
            implements Step {}

    /** There is nothing after the cursor. */
    record UpToDate() implements Step {}

    /** The cursor's block is not in the chain, or above its head: whoever asks must say which blocks are remembered. */
    record Lost() implements Step {}

    /** The node has the same blocks, only fewer. */
    record Behind() implements Step {}
}
