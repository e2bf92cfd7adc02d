package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
import java.math.BigInteger;
import java.time.Instant;

/**
 * A value as it was last read.
 *
 * @param raw in the smallest unit
 * @param version counts the changes without gaps, from 1 for the first observation
 * @param finality how final its block was when it was read; {@link #by} says how final it is by now
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
        String absence) {

    private static final String BACKUP = "backup";

    /** Whether what was told of since is not known: deploy/recovery/chain-balance-after-restore.sql says so. */
    boolean isFromBackup() {
        return BACKUP.equals(source);
    }

    /** The same, as final as its block is by now; itself if it was so when it was read. */
    public KnownValue by(ChainFinality chain) {
        String code = finalityBy(chain).code();
        return code.equals(finality)
                ? this
                : new KnownValue(raw, version, blockHeight, blockHash, code, source, asOf, absence);
    }

    Finality finalityBy(ChainFinality chain) {
        return chain.of(blockHeight, blockHash, asOf, Finality.ofCode(finality).orElse(Finality.LATEST));
    }

    boolean isGone(ChainFinality chain) {
        return chain.isGone(blockHeight, blockHash, asOf);
    }
}
