package io.ballast.autodeposit.deposit;

import java.time.Instant;
import java.util.UUID;

/**
 * A deposit as it is written down.
 *
 * @param version counts what was written: whoever writes next says which version it read
 */
public record Deposit(
        Order order,
        Progress progress,
        UUID snapshotId,
        long version,
        Instant createdAt,
        Instant updatedAt,
        Instant submittedAt,
        Instant endedAt) {

    /** The same once that progress is written: what the next step needs, which is no time. */
    public Deposit writtenAs(Progress next) {
        return new Deposit(order, next, snapshotId, version + 1, createdAt, updatedAt, submittedAt, endedAt);
    }
}
