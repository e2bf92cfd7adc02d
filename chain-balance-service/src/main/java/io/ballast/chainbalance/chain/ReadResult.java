package io.ballast.chainbalance.chain;

import java.math.BigInteger;
import java.time.Instant;

/** What a chain answered to one {@link ChainRead}. Absent, zero and failed are three different things. */
public sealed interface ReadResult {

    /** The amount in the smallest unit, zero or more. */
    record Value(BigInteger raw) implements ReadResult {}

    /**
     * The chain has nothing at that place that could hold an amount.
     *
     * @param code a stable word, for example {@code no_contract}
     */
    record Absent(String code) implements ReadResult {}

    /**
     * The answer of a call of its own, which was true at a time of its own.
     *
     * @param block the answer is of this one or a later one
     * @param asOf when it was true; what is known as of a later time is not replaced by it
     */
    record At(BlockRef block, Instant asOf, ReadResult result) implements ReadResult {}

    /**
     * This read went wrong, whatever became of its neighbours in the batch.
     *
     * @param code a stable word, for example {@code reverted}
     */
    record Failed(String code) implements ReadResult {}
}
