package io.ballast.notification.delivery;

import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.UserEvent;
import java.time.Instant;

/**
 * One event as it goes over the wire; encoded once for all sockets of the user.
 *
 * @param position the event's place, the frame's {@code id}
 * @param event the event's wire name
 * @param text the whole frame
 * @param traceparent the W3C trace context of the request that caused it, or empty
 * @param time when the change it tells of happened
 */
record Frame(Position position, String event, String text, String traceparent, Instant time) {

    /** The event's name and the epoch need no escaping: both are words of this system. */
    static Frame of(UserEvent event) {
        String text = "{\"event\":\"" + event.type() + "\",\"id\":\"" + event.position() + "\",\"data\":" + event.data()
                + "}";
        return new Frame(event.position(), event.type(), text, event.traceparent(), event.time());
    }
}
