package io.ballast.notification.stream;

import java.time.Instant;

/**
 * One event in a user's stream.
 *
 * @param position its place, unique in the stream
 * @param type the event's wire name, for example {@code balance_updated}
 * @param data the frame's {@code data} as JSON text
 * @param traceparent the W3C trace context of the request that caused it, or empty
 * @param time when the change it tells of happened, in milliseconds
 */
public record UserEvent(Position position, String type, String data, String traceparent, Instant time) {}
