package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides what is remembered of a value beside its newest reading, so that there is a final one however often it is read: the
 * newest that is final, and one more that is let alone until it is.
 */
final class EarlierRules {

    private EarlierRules() {}

    /** What stays of an observation's readings when another one comes; the newest first, at most two. */
    static List<KnownValue> kept(Observation before, Finality next, ChainFinality chain) {
        if (next == Finality.FINALIZED) {
            return List.of();
        }
        Predicate<KnownValue> isFinal = value -> value.finalityBy(chain) == Finality.FINALIZED;
        List<KnownValue> valid = Stream.concat(before.known().stream(), before.earlier().stream())
                .filter(value -> !value.isGone(chain))
                .toList();
        Stream<KnownValue> awaited = valid.stream().filter(isFinal.negate()).reduce((newer, older) -> older).stream();
        Stream<KnownValue> settled = valid.stream().filter(isFinal).findFirst().stream();
        return Stream.concat(awaited, settled).toList();
    }
}
