package io.ballast.events.kafka;

/** A record that claims to be a known event and is not: no later attempt can read it. The message names no value. */
public final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message) {
        super(message);
    }

    UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
