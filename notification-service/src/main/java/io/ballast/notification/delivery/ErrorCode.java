package io.ballast.notification.delivery;

/** The stable codes of {@code error} frames. */
enum ErrorCode {
    MALFORMED("malformed_message", "A message is a JSON object with a string \"event\"."),
    UNKNOWN_EVENT("unknown_event", "There is no such event; see the protocol's description."),
    INVALID_SINCE("invalid_since", "\"since\" is the id of a frame: an epoch, a colon and a sequence."),
    INVALID_ID("invalid_id", "\"id\" is the id of a frame: an epoch, a colon and a sequence."),
    TOO_LARGE("message_too_large", "The message is longer than this service accepts."),
    BINARY("binary_not_supported", "Messages are text."),
    BUSY("too_many_requests", "Wait for the answers to earlier requests."),
    TOO_FAST("rate_limited", "More messages, bytes or resumptions than this service accepts within its window."),
    TOKEN_REFUSED("token_refused", "The token is not valid, or belongs to somebody else."),
    UNAVAILABLE("temporarily_unavailable", "The balance can not be read now; ask again.");

    private final String code;
    private final String message;

    ErrorCode(String code, String message) {
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }

    /** Whether a client that is in order can never cause it. */
    boolean isOffence() {
        return this != UNAVAILABLE;
    }
}
