package io.ballast.chainbalance.credit;

/** What became of a span. */
public sealed interface Recorded {

    /**
     * Everything of it is durable.
     *
     * @param cursor with which the holder goes on
     * @param detected how many credits were told of, one for each wallet
     * @param withdrawn how many were taken back
     */
    record Stored(HeldCursor cursor, int detected, int withdrawn) implements Recorded {}

    /** Nothing was written: another replica holds the cursor by now. */
    record NotHeld() implements Recorded {}
}
