package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.stream.Position;
import java.time.InstantSource;

/** What the client of one session asks and is answered, within its bounds. Used on the session's event loop only. */
final class Dialogue {

    private final Session session;
    private final Share share;
    private final DeliveryConfig config;
    private final SessionRequests requests;
    private final InstantSource clock;
    private final Offences offences;
    private int requestsInFlight;
    private long lastHeard;

    Dialogue(Session session, Share share, DeliveryConfig config, SessionRequests requests, InstantSource clock) {
        this.session = session;
        this.share = share;
        this.config = config;
        this.requests = requests;
        this.clock = clock;
        this.offences = new Offences(config.maxOffences(), config.offenceWindow());
        this.lastHeard = clock.millis();
    }

    /** Something came from the client: it is there. */
    void heard() {
        lastHeard = clock.millis();
    }

    /** Whether nothing was heard for too long, not even an answer to a ping. */
    boolean isSilent() {
        return clock.millis() - lastHeard > config.idleTimeout().toMillis();
    }

    /** A text message came. */
    void message(String text) {
        heard();
        if (isWithinShare(null, Utf8.length(text))) {
            answer(ClientMessage.parse(text, config.maxMessageLength()));
        }
    }

    /** A message came that the connection has taken apart. */
    void message(String event, JsonNode data, JsonNode ackId, int bytes) {
        heard();
        if (!isWithinShare(ackId, bytes)) {
            return;
        }
        if (bytes > config.maxMessageLength()) {
            refuse(ackId, ErrorCode.TOO_LARGE);
        } else {
            answer(ClientMessage.of(event, data, ackId));
        }
    }

    /** A message came that could not be taken apart. */
    void malformedMessage() {
        heard();
        refuse(null, ErrorCode.MALFORMED);
    }

    /** A binary message came. */
    void binaryMessage() {
        heard();
        refuse(null, ErrorCode.BINARY);
    }

    /** The balance that was asked for has been read. */
    void currentBalance(JsonNode ackId, Balance balance) {
        requestsInFlight--;
        session.send(Frames.current(session.wire(), ackId, balance));
    }

    /** What was asked for can not be had now. */
    void unavailable(JsonNode ackId) {
        requestsInFlight--;
        refuse(ackId, ErrorCode.UNAVAILABLE);
    }

    /** The token that the client has sent is good. */
    void tokenAccepted(JsonNode ackId, AccessToken token) {
        if (!token.user().equals(session.user())) {
            tokenRefused(ackId);
            return;
        }
        requestsInFlight--;
        session.vigil().refreshed(token);
        session.send(Frames.tokenRefreshed(session.wire(), ackId, token.expiresAt()));
    }

    /** The token that the client has sent is not accepted. */
    void tokenRefused(JsonNode ackId) {
        requestsInFlight--;
        refuse(ackId, ErrorCode.TOKEN_REFUSED);
    }

    private boolean isWithinShare(JsonNode ackId, int bytes) {
        boolean within = share.message(bytes, clock.millis());
        if (!within) {
            refuse(ackId, ErrorCode.TOO_FAST);
        }
        return within;
    }

    private void answer(ClientMessage message) {
        switch (message) {
            case ClientMessage.SubscribeBalance(JsonNode ackId, Position since) -> subscribe(ackId, since);
            case ClientMessage.Acknowledge(JsonNode ackId, Position shown) -> acknowledge(ackId, shown);
            case ClientMessage.GetCurrentBalance(JsonNode ackId) ->
                request(ackId, () -> requests.currentBalance(session, ackId));
            case ClientMessage.RefreshToken(JsonNode ackId, String token) ->
                request(ackId, () -> requests.verify(session, ackId, token));
            case ClientMessage.Refused(JsonNode ackId, ErrorCode code) -> refuse(ackId, code);
        }
    }

    /** Who wants no answer gets none: this is said often. */
    private void acknowledge(JsonNode ackId, Position shown) {
        session.vigil().shown(shown);
        if (ackId != null) {
            session.send(Frames.acknowledged(session.wire(), ackId, shown));
        }
    }

    private void subscribe(JsonNode ackId, Position since) {
        if (since == null) {
            session.send(Frames.subscribed(session.wire(), ackId, session.reached(), null));
        } else if (!share.resumption(clock.millis())) {
            refuse(ackId, ErrorCode.TOO_FAST);
        } else if (!session.resume(new Resumption(since, ackId, false))) {
            refuse(ackId, ErrorCode.BUSY);
        }
    }

    private void request(JsonNode ackId, Runnable begin) {
        if (requestsInFlight >= config.maxRequestsInFlight()) {
            refuse(ackId, ErrorCode.BUSY);
            return;
        }
        requestsInFlight++;
        begin.run();
    }

    private void refuse(JsonNode ackId, ErrorCode code) {
        session.send(Frames.error(session.wire(), ackId, code));
        if (code.isOffence() && offences.add(clock.instant())) {
            session.close(CloseCode.ABUSE);
        }
    }
}
