package io.ballast.notification.delivery;

import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.Revocation;
import io.ballast.notification.stream.Position;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What time brings to one session: a ping that is due, a token that ends, a client that is silent or does not read, a place that
 * has been shown and is to be told of. Used on the session's event loop only.
 */
final class Vigil {

    private final Session session;
    private final Outlet outlet;
    private final Credential credential;
    private final PingSchedule pings;
    private final SessionRequests requests;
    private final InstantSource clock;
    /** What has been shown and not been told of yet; several within one turn are told as one. */
    private Position shown;

    Vigil(
            Session session,
            Outlet outlet,
            Credential credential,
            PingSchedule pings,
            SessionRequests requests,
            InstantSource clock) {
        this.session = session;
        this.outlet = outlet;
        this.credential = credential;
        this.pings = pings;
        this.requests = requests;
        this.clock = clock;
    }

    /** Looks at what has become due. */
    void attend() {
        if (!session.isOpen()) {
            return;
        }
        tellWhatWasShown();
        if (outlet.isTooOld()) {
            session.close(CloseCode.SLOW_READER);
            return;
        }
        Instant now = clock.instant();
        if (pings.isDue(now)) {
            session.keepAlive();
        }
        switch (credential.due(now)) {
            case NOTHING -> {}
            case WARN ->
                session.send(
                        Frames.tokenExpiring(session.wire(), credential.token().expiresAt(), credential.closesAt()));
            case CLOSE -> session.close(CloseCode.TOKEN_EXPIRED);
        }
    }

    /** The client has shown everything up to that place to its user. */
    void shown(Position place) {
        if (shown == null || !shown.sameEpoch(place) || shown.sequence() < place.sequence()) {
            shown = place;
        }
    }

    /** Another token of the same user. */
    void refreshed(AccessToken token) {
        credential.replace(token, clock.instant());
    }

    /** Some tokens are no longer to be accepted, perhaps this session's. */
    void revoked(Revocation revocation) {
        if (session.isOpen() && revocation.concerns(credential.token())) {
            session.close(CloseCode.TOKEN_REVOKED);
        }
    }

    /** The connection is closed: what was shown counts nevertheless. */
    void tellWhatWasShown() {
        if (shown != null) {
            requests.acknowledge(session, shown);
            shown = null;
        }
    }
}
