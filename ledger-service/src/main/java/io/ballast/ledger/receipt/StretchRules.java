package io.ballast.ledger.receipt;

/**
 * How many database transactions a step of sealing looks at. Few if each completed many transactions, so that a step reads
 * little more than it seals; many where nothing was completed for long, so that the job is soon past it.
 */
final class StretchRules {

    static final long FIRST = 256;

    private static final long LEAST = 1;
    private static final long MOST = 1L << 24;
    private static final int SHRINKING = 2;
    private static final int GROWTH = 4;

    private StretchRules() {}

    /** The length of the next stretch. */
    static long next(long stretch, SealedStep.Progress progress) {
        return switch (progress) {
            case FULL -> Math.max(LEAST, stretch / SHRINKING);
            case STRETCH_ENDED -> Math.min(MOST, stretch * GROWTH);
            case DONE -> FIRST;
        };
    }
}
