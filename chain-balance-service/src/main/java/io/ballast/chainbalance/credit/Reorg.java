package io.ballast.chainbalance.credit;

import java.time.Instant;

/**
 * A chain took blocks back.
 *
 * @param lastValid the last block that both branches share, or an earlier one
 * @param foundAt when that was found out
 */
public record Reorg(long lastValid, Instant foundAt) {

    /** Whether what was read at that height at that time may be of a block that is no more. */
    public boolean concerns(long height, Instant readAt) {
        return height > lastValid && readAt.isBefore(foundAt);
    }
}
