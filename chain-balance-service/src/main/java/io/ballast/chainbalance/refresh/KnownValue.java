package io.ballast.chainbalance.refresh;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A value as it was last read.
 *
 * @param raw in the smallest unit
 * @param version counts the changes without gaps, from 1 for the first observation
 * @param asOf when it was last seen to be true
 */
public record KnownValue(
        BigInteger raw,
        long version,
        long blockHeight,
        String blockHash,
        String finality,
        String source,
        Instant asOf) {}
