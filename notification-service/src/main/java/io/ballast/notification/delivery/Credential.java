package io.ballast.notification.delivery;

import io.ballast.notification.security.AccessToken;
import java.time.Duration;
import java.time.Instant;

/** The token of one session and what its time means. Used on the session's event loop only. */
final class Credential {

    /** What is to be done now. */
    enum Due {
        NOTHING,
        /** Tell the client that its token will expire. */
        WARN,
        /** The time is over. */
        CLOSE
    }

    private final Duration warning;
    private final Duration grace;
    private AccessToken token;
    private Instant warnAt;
    private Instant closesAt;
    private boolean warned;

    /**
     * @param warning how long before the expiry the client is told; at most half of the time that is left
     * @param grace how long after the expiry another token is waited for
     */
    Credential(AccessToken token, Duration warning, Duration grace, Instant now) {
        this.warning = warning;
        this.grace = grace;
        replace(token, now);
    }

    /** Another token takes the place of the old one. */
    void replace(AccessToken by, Instant now) {
        token = by;
        Duration half = Duration.between(now, by.expiresAt()).dividedBy(2);
        warnAt = by.expiresAt().minus(half.compareTo(warning) < 0 ? half : warning);
        closesAt = by.expiresAt().plus(grace);
        warned = false;
    }

    AccessToken token() {
        return token;
    }

    /** When the session is closed if no other token comes. */
    Instant closesAt() {
        return closesAt;
    }

    /** What is due; a warning once for each token. Asked of every session twice a second. */
    Due due(Instant now) {
        if (now.isBefore(warnAt)) {
            return Due.NOTHING;
        }
        if (!now.isBefore(closesAt)) {
            return Due.CLOSE;
        }
        if (!warned) {
            warned = true;
            return Due.WARN;
        }
        return Due.NOTHING;
    }
}
