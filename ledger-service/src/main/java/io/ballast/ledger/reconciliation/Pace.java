package io.ballast.ledger.reconciliation;

import java.time.Duration;

/**
 * How long somebody rests between pieces of work, so that whoever has to be answered soon is not held up by it.
 *
 * @param share how much of the time is work, in percent, 1 to 100
 */
record Pace(int share) {

    private static final int ALL = 100;

    /** A piece that met a slow database says nothing about the next one. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    /** The rest that follows a piece of work, at most ten seconds. */
    Duration restAfter(Duration worked) {
        Duration rest = worked.multipliedBy(ALL - share).dividedBy(share);
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
