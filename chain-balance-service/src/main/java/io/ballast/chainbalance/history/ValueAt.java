package io.ballast.chainbalance.history;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
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
        boolean summarized) {

    /** The same, as final as its block is by now. */
    ValueAt by(ChainFinality chain) {
        Finality read = Finality.ofCode(finality).orElse(Finality.LATEST);
        return new ValueAt(
                asset,
                raw,
                decimals,
                version,
                blockHeight,
                blockHash,
                chain.of(blockHeight, blockHash, asOf, read).code(),
                source,
                absence,
                asOf,
                summarized);
    }
}
