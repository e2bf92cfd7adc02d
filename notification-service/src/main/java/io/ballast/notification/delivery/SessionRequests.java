package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.stream.Position;

/** What a session asks of the outside. Called on its event loop, and answered there. */
interface SessionRequests {

    /** Reads what the session is missing; answered by {@link Session#caughtUp}, however long it takes. */
    void catchUp(Session session);

    /** Reads the balance; answered by {@link Dialogue#currentBalance} or {@link Dialogue#unavailable}. */
    void currentBalance(Session session, JsonNode ackId);

    /**
     * Verifies a token that the client has sent; answered by {@link Dialogue#tokenAccepted}, {@link Dialogue#tokenRefused} or
     * {@link Dialogue#unavailable}.
     */
    void verify(Session session, JsonNode ackId, String token);

    /** The client has shown everything up to that place to its user; not answered. */
    void acknowledge(Session session, Position shown);

    /** The session is closed and takes no more events. */
    void leave(Session session);
}
