package io.ballast.notification.delivery;

import java.util.concurrent.Executor;

/**
 * The connection under a session, whatever carries it. As an {@link Executor} it runs tasks on the connection's own event
 * loop, in the order given; everything else is called there only.
 */
public interface Transport extends Executor {

    /** Names the connection in logs. */
    String id();

    /**
     * Writes one text frame.
     *
     * @param written called on the event loop once the frame has left this process, or can not any more
     */
    void send(String text, Runnable written);

    void ping();

    /** Closes with that code. A peer that does not answer is cut off after a bounded time. */
    void close(CloseCode code);
}
