package io.ballast.chainbalance.history;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A balance as it had last been seen to change at some time.
 *
 * @param asOf when it was first seen
 * @param summarized whether it is a day's last one, and the day's others are kept no more
 */
record ValueAt(
        String asset,
        BigInteger raw,
        int decimals,
        long version,
        long blockHeight,
        String blockHash,
        String finality,
        String source,
        String absence,
        Instant asOf,
        boolean summarized) {}
