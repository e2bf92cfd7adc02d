package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.finality.ChainFinality;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what becomes of a stored observation when a chain has answered, or has not. A value never goes back to an
 * earlier block's, unless its own is no more, and no error ever replaces a value. An absence does if the chain is sure of it, that is at a final block;
 * else it can be a node's mistake.
 */
final class ObservationRules {

    private ObservationRules() {}

    /** @param chain how final its blocks are, and what it has taken back lately */
    static Outcome answered(Observation stored, ReadResult result, Reading reading, ChainFinality chain) {
        if (result instanceof ReadResult.At at) {
            return answeredAt(stored, at, reading, chain);
        }
        boolean orphaned = stored.known()
                .filter(known -> isOrphaned(known, reading, chain))
                .isPresent();
        if (!orphaned && isBehind(stored, reading.block())) {
            return new Outcome.Behind(stored);
        }
        return switch (result) {
            case ReadResult.Value(BigInteger raw) -> value(stored, raw, null, reading, chain, orphaned);
            case ReadResult.Absent(String code) -> absent(stored, code, reading, chain, orphaned);
            case ReadResult.Failed(String code) -> unanswered(stored, code, reading.asOf());
            case ReadResult.At at -> throw new IllegalArgumentException("a time within a time");
        };
    }

    /** The block does not tell two answers apart that came while it was the newest known one; the time does. */
    private static Outcome answeredAt(Observation stored, ReadResult.At at, Reading reading, ChainFinality chain) {
        boolean isOlder =
                stored.known().filter(known -> known.asOf().isAfter(at.asOf())).isPresent();
        Reading own = new Reading(at.block(), at.asOf(), reading.source(), reading.results());
        return isOlder ? new Outcome.Behind(stored) : answered(stored, at.result(), own, chain);
    }

    static Outcome unanswered(Observation stored, String code, Instant at) {
        return new Outcome.Missed(stored.showing(stored.known(), at, Optional.of(code)));
    }

    private static Outcome absent(
            Observation stored, String code, Reading reading, ChainFinality chain, boolean orphaned) {
        return reading.block().finality() == Finality.FINALIZED
                ? value(stored, BigInteger.ZERO, code, reading, chain, orphaned)
                : unanswered(stored, code, reading.asOf());
    }

    private static Outcome value(
            Observation stored,
            BigInteger raw,
            String absence,
            Reading reading,
            ChainFinality chain,
            boolean orphaned) {
        long version = stored.known().map(KnownValue::version).orElse(0L);
        Optional<KnownValue> told = stored.known().filter(known -> !known.isFromBackup());
        if (told.map(KnownValue::raw).filter(raw::equals).isPresent()) {
            return new Outcome.Confirmed(next(stored, raw, absence, version, reading, chain));
        }
        Observation next = next(stored, raw, absence, version + 1, reading, chain);
        return orphaned ? new Outcome.Reorged(next, stored.known().orElseThrow()) : new Outcome.Changed(next, told);
    }

    private static Observation next(
            Observation stored, BigInteger raw, String absence, long version, Reading reading, ChainFinality chain) {
        BlockRef block = reading.block();
        KnownValue known = new KnownValue(
                raw,
                version,
                block.height(),
                block.hash(),
                block.finality().code(),
                reading.source(),
                reading.asOf(),
                absence);
        return new Observation(
                stored.key(),
                stored.decimals(),
                Optional.of(known),
                reading.asOf(),
                Optional.empty(),
                EarlierRules.kept(stored, block.finality(), chain));
    }

    /**
     * Whether the block that the value was read at is no more: another one is in its place, or the chain was found to have
     * gone back before it. A reading from before that was found out may itself be of the old branch, and corrects nothing.
     */
    private static boolean isOrphaned(KnownValue known, Reading reading, ChainFinality chain) {
        BlockRef block = reading.block();
        boolean replaced = known.blockHeight() == block.height()
                && known.blockHash() != null
                && block.hash() != null
                && !known.blockHash().equals(block.hash());
        return replaced
                || chain.reorgs().stream()
                        .filter(reorg -> !reading.asOf().isBefore(reorg.foundAt()))
                        .filter(reorg -> block.height() >= reorg.lastValid())
                        .anyMatch(reorg -> reorg.concerns(known.blockHeight(), known.asOf()));
    }

    private static boolean isBehind(Observation stored, BlockRef block) {
        return stored.known()
                .filter(known -> known.blockHeight() > block.height())
                .isPresent();
    }
}
