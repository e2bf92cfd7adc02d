package io.ballast.ledger.receipt;

/**
 * What one step of sealing did.
 *
 * @param count how many transactions it sealed
 * @param progress whether there is more to do
 */
record SealedStep(int count, Progress progress) {

    /** How to go on after a step. */
    enum Progress {
        /** There is nothing more to seal, or another replica is at it. */
        DONE,
        /** The block is full, and there may be more in the same stretch. */
        FULL,
        /** The whole stretch is sealed, and the next begins. */
        STRETCH_ENDED
    }

    static final SealedStep NOTHING = new SealedStep(0, Progress.DONE);
}
