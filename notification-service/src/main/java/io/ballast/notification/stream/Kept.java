package io.ballast.notification.stream;

import java.time.Instant;
import java.util.List;

/**
 * What Redis has of a user's stream.
 *
 * @param position where it stands; null if there is none
 * @param entries the latest, the newest first
 */
public record Kept(Position position, List<Entry> entries) {

    /** @param storedAt when it was appended, by Redis' clock; null if it was before that was noted */
    public record Entry(UserEvent event, Instant storedAt) {}
}
