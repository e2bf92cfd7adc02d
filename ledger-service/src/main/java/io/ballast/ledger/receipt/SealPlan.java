package io.ballast.ledger.receipt;

import io.ballast.ledger.receipt.SealedStep.Progress;
import java.util.List;

/**
 * What a step of sealing has to write.
 *
 * @param due the transactions of the next block; none for no block
 * @param sealed how far everything is sealed afterwards
 */
record SealPlan(List<PlacedTransaction> due, Position sealed, Progress progress) {

    /**
     * @param found what is not sealed of the stretch, in order, {@code blockSize} at most
     * @param stretch how many database transactions were searched
     */
    static SealPlan of(ChainHead head, List<PlacedTransaction> found, long stretch, int blockSize) {
        if (found.size() == blockSize) {
            return new SealPlan(found, found.getLast().position(), Progress.FULL);
        }
        Position end = end(head, stretch);
        if (end.xid() < head.completeBelow() - 1) {
            return new SealPlan(found, end, Progress.STRETCH_ENDED);
        }
        return new SealPlan(found, found.isEmpty() ? head.sealed() : end, Progress.DONE);
    }

    /** Where the stretch ends: never where transactions may still come to light. */
    static Position end(ChainHead head, long stretch) {
        return Position.before(Math.min(head.completeBelow(), head.sealed().xid() + stretch));
    }

    List<SealedTransaction> transactions() {
        return due.stream().map(PlacedTransaction::transaction).toList();
    }

    SealedStep step() {
        return new SealedStep(due.size(), progress);
    }
}
