package io.ballast.notification.security;

/** What became of a token that was to be verified. */
public sealed interface TokenCheck {

    record Accepted(AccessToken token) implements TokenCheck {}

    record Refused(Reason reason) implements TokenCheck {}

    /** Why a token is refused; the name is part of the protocol ({@code data.code} of Socket.IO's {@code connect_error}). */
    enum Reason {
        TOKEN_MISSING,
        /** Not signed by a trusted issuer, for another audience, or without what a token needs. */
        TOKEN_INVALID,
        TOKEN_EXPIRED,
        TOKEN_REVOKED,
        /** The issuer's keys can not be had now: ask again. */
        ISSUER_UNAVAILABLE
    }

    static TokenCheck refused(Reason reason) {
        return new Refused(reason);
    }
}
