package io.ballast.notification.delivery;

/**
 * Why this service closes a socket. The code and the reason are part of the protocol (README.md): clients decide by the
 * code whether to come back.
 */
public enum CloseCode {
    /** The replica stops. Come back after a short random pause. */
    RESTART(1012, "service_restart"),
    /** The token's time, and the grace after it, is over. Come back with a new token. */
    TOKEN_EXPIRED(1008, "Authentication expired"),
    /** The token has been revoked. Come back with another. */
    TOKEN_REVOKED(1008, "token_revoked"),
    /** The client sent too much that could not be understood. Do not come back with the same program. */
    ABUSE(1008, "abuse"),
    /** One message was far beyond the bound. */
    MESSAGE_TOO_BIG(1009, "message_too_large"),
    /** Something failed here. Come back. */
    INTERNAL_ERROR(1011, "internal_error"),
    /** The client did not read as fast as events came. Come back. */
    SLOW_READER(4001, "slow_reader"),
    /** Nothing was heard of the client, not even an answer to pings. Come back. */
    IDLE(4002, "idle_timeout"),
    /** The user, the tenant or the address has too many sockets open on this replica. Close one first. */
    TOO_MANY_CONNECTIONS(4003, "too_many_connections");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** Whether the client that is told so should not come back by itself. */
    public boolean isFinal() {
        return this == ABUSE || this == TOO_MANY_CONNECTIONS;
    }
}
