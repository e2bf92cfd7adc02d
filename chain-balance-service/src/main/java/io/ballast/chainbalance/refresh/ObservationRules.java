package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what becomes of a stored observation when a chain has answered, or has not. A value never goes back to an
 * earlier block's, and no error ever replaces a value. An absence does if the chain is sure of it, that is at a final block;
 * else it can be a node's mistake.
 */
final class ObservationRules {

    private ObservationRules() {}

    static Outcome answered(Observation stored, ReadResult result, Reading reading) {
        if (isBehind(stored, reading.block())) {
            return new Outcome.Behind(stored);
        }
        return switch (result) {
            case ReadResult.Value(BigInteger raw) -> value(stored, raw, null, reading);
            case ReadResult.Absent(String code) -> absent(stored, code, reading);
            case ReadResult.Failed(String code) -> unanswered(stored, code, reading.asOf());
        };
    }

    static Outcome unanswered(Observation stored, String code, Instant at) {
        return new Outcome.Missed(
                new Observation(stored.key(), stored.decimals(), stored.known(), at, Optional.of(code)));
    }

    private static Outcome absent(Observation stored, String code, Reading reading) {
        return reading.block().finality() == Finality.FINALIZED
                ? value(stored, BigInteger.ZERO, code, reading)
                : unanswered(stored, code, reading.asOf());
    }

    private static Outcome value(Observation stored, BigInteger raw, String absence, Reading reading) {
        long version = stored.known().map(KnownValue::version).orElse(0L);
        boolean same = stored.known().map(KnownValue::raw).filter(raw::equals).isPresent();
        return same
                ? new Outcome.Confirmed(next(stored, raw, absence, version, reading))
                : new Outcome.Changed(next(stored, raw, absence, version + 1, reading), stored.known());
    }

    private static Observation next(Observation stored, BigInteger raw, String absence, long version, Reading reading) {
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
        return new Observation(stored.key(), stored.decimals(), Optional.of(known), reading.asOf(), Optional.empty());
    }

    private static boolean isBehind(Observation stored, BlockRef block) {
        return stored.known()
                .filter(known -> known.blockHeight() > block.height())
                .isPresent();
    }
}
