package io.ballast.chainbalance.refresh;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A value as it was last read.
 *
 * @param raw in the smallest unit
 * @param version counts the changes without gaps, from 1 for the first observation
 * @param asOf when it was last seen to be true
 * @param absence why the chain has nothing that could hold a value, in a stable word, and {@code raw} is zero for that
 *     reason; null if there is such a place
 */
public record KnownValue(
        BigInteger raw,
        long version,
        long blockHeight,
        String blockHash,
        String finality,
        String source,
        Instant asOf,
        String absence) {}
