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
        Instant endedAt) {}
