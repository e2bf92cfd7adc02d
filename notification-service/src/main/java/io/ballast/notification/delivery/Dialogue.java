package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.stream.Position;
import java.time.InstantSource;

/** What the client of one session asks and is answered, within its bounds. Used on the session's event loop only. */
final class Dialogue {

    private final Session session;
    private final DeliveryConfig config;
    private final SessionRequests requests;
    private final InstantSource clock;
    private final Offences offences;
    private int requestsInFlight;
    private long lastHeard;

    Dialogue(Session session, DeliveryConfig config, SessionRequests requests, InstantSource clock) {
        this.session = session;
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
        switch (ClientMessage.parse(text, config.maxMessageLength())) {
            case ClientMessage.SubscribeBalance subscribe -> subscribe(subscribe.ackId(), subscribe.since());
            case ClientMessage.GetCurrentBalance current -> request(current.ackId());
            case ClientMessage.Refused refused -> refuse(refused.ackId(), refused.code());
        }
    }

    /** A binary message came. */
    void binaryMessage() {
        heard();
        refuse(null, ErrorCode.BINARY);
    }

    /** The balance that was asked for has been read. */
    void currentBalance(JsonNode ackId, Balance balance) {
        requestsInFlight--;
        session.send(Frames.current(ackId, balance));
    }

    /** The balance that was asked for can not be read now. */
    void currentBalanceFailed(JsonNode ackId) {
        requestsInFlight--;
        refuse(ackId, ErrorCode.UNAVAILABLE);
    }

    private void subscribe(JsonNode ackId, Position since) {
        if (since == null) {
            session.send(Frames.subscribed(ackId, session.reached(), null));
        } else if (!session.resume(new Resumption(since, ackId))) {
            refuse(ackId, ErrorCode.BUSY);
        }
    }

    private void request(JsonNode ackId) {
        if (requestsInFlight >= config.maxRequestsInFlight()) {
            refuse(ackId, ErrorCode.BUSY);
            return;
        }
        requestsInFlight++;
        requests.currentBalance(session, ackId);
    }

    private void refuse(JsonNode ackId, ErrorCode code) {
        session.send(Frames.error(ackId, code));
        if (code.isOffence() && offences.add(clock.instant())) {
            session.close(CloseCode.ABUSE);
        }
    }
}
