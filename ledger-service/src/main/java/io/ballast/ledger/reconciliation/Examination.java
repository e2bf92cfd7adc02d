package io.ballast.ledger.reconciliation;

import io.ballast.ledger.recalculation.EntryPosition;
import java.util.List;

/**
 * What an account's newer entries have shown.
 *
 * @param drifts what does not agree, maybe nothing
 * @param reached the last entry that was read
 * @param entries how many were read
 * @param isFinished whether that was the account's last, so that its balance could be compared too
 */
public record Examination(List<Drift> drifts, EntryPosition reached, long entries, boolean isFinished) {

    public boolean isClean() {
        return drifts.isEmpty();
    }

    /** The same without what has been found and released before. */
    Examination without(List<Drift> released) {
        return new Examination(
                drifts.stream().filter(drift -> !released.contains(drift)).toList(), reached, entries, isFinished);
    }

    /** Whether the stored balance alone is wrong, so that the entries can set it right. */
    boolean isCorrectable() {
        return isFinished && drifts.stream().noneMatch(drift -> drift.kind().isOfEntries());
    }
}
