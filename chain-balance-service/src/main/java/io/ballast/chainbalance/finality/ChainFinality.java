package io.ballast.chainbalance.finality;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.Reorg;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How final the blocks of one network are by now. What was read at a block becomes as final as that block without being read
 * again, as long as the block is on the branch that was followed: another block in its place is never final.
 *
 * @param safe the highest block that is safe, or -1 if none is known
 * @param finalized the highest block that is finalized, or -1
 * @param blocks the hashes of the newest blocks up to there, by height, as they were followed; some may be missing
 * @param reorgs what the network took back
 */
public record ChainFinality(long safe, long finalized, NavigableMap<Long, String> blocks, List<Reorg> reorgs) {

    /** Of a network that nobody follows: nothing gets any more final than it was read. */
    public static final ChainFinality UNKNOWN = new ChainFinality(-1, -1, new TreeMap<>(), List.of());

    public ChainFinality {
        blocks = Collections.unmodifiableNavigableMap(blocks);
        reorgs = List.copyOf(reorgs);
    }

    /** The same, with what was taken back as it is known to somebody else. */
    public ChainFinality with(List<Reorg> known) {
        return new ChainFinality(safe, finalized, blocks, known);
    }

    /**
     * How final a block is at which something was read.
     *
     * @param read how final it was then; what a chain never takes back is final at once
     */
    public Finality of(long height, String hash, Instant readAt, Finality read) {
        if (read == Finality.FINALIZED) {
            return read;
        }
        Finality reached = reached(height);
        return reached != Finality.LATEST && isFollowed(height, hash, readAt) ? reached : Finality.LATEST;
    }

    /** Whether the block is known to be on the branch no more, or may be from before the chain went back. */
    public boolean isGone(long height, String hash, Instant readAt) {
        String followed = blocks.get(height);
        return followed == null ? isTakenBack(height, readAt) : !followed.equals(hash);
    }

    private Finality reached(long height) {
        if (height <= finalized) {
            return Finality.FINALIZED;
        }
        return height <= safe ? Finality.SAFE : Finality.LATEST;
    }

    /** A block within what is remembered must be remembered; of what was before that, only the reorganisations tell. */
    private boolean isFollowed(long height, String hash, Instant readAt) {
        String followed = blocks.get(height);
        if (followed != null) {
            return followed.equals(hash);
        }
        return !blocks.isEmpty() && height < blocks.firstKey() && !isTakenBack(height, readAt);
    }

    private boolean isTakenBack(long height, Instant readAt) {
        return reorgs.stream().anyMatch(reorg -> reorg.concerns(height, readAt));
    }
}
