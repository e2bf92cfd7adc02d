package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;

/** What a session asks of the outside. Called on its event loop, and answered there. */
interface SessionRequests {

    /** Reads what the session is missing; answered by {@link Session#caughtUp}, however long it takes. */
    void catchUp(Session session);

    /** Reads the balance; answered by {@link Dialogue#currentBalance} or {@link Dialogue#currentBalanceFailed}. */
    void currentBalance(Session session, JsonNode ackId);

    /** The session is closed and takes no more events. */
    void leave(Session session);
}
