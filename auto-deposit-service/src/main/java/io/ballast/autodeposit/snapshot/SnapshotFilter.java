package io.ballast.autodeposit.snapshot;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of a user's snapshots are asked for.
 *
 * @param from the earliest time, inclusive
 * @param to the end, exclusive
 * @param limit how many at most, at least 1
 * @param cursor where to go on, or empty for the newest
 */
public record SnapshotFilter(
        String userId,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<SnapshotType> type,
        Optional<SnapshotCursor> cursor,
        int limit) {}
