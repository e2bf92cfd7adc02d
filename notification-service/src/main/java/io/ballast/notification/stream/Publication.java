package io.ballast.notification.stream;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be appended to a user's stream, with what decides whether it is new.
 *
 * @param eventId the event's id; the same id is appended once
 * @param type the event's wire name
 * @param data the frame's {@code data} as JSON text
 * @param traceparent the W3C trace context, or empty
 * @param time when the change happened
 * @param version the account's version if the event carries an account's state
 * @param update the message for the shared channel of all updates, if that channel is on
 */
public record Publication(
        UUID eventId,
        String type,
        String data,
        String traceparent,
        Instant time,
        Optional<Version> version,
        Optional<Update> update) {

    /**
     * @param known the newest version of this account that PostgreSQL knew before, 0 if none: while Redis knows nothing of the
     *     account, an event older than that is not news
     */
    public record Version(UUID accountId, long value, long known) {}

    /** A message for a channel that is not a user's own. */
    public record Update(String channel, String message) {}
}
