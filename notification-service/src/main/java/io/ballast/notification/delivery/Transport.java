package io.ballast.notification.delivery;

import io.ballast.notification.stream.Position;
import java.util.concurrent.Executor;

/**
 * The connection under a session, whatever carries it. As an {@link Executor} it runs tasks on the connection's own event
 * loop, in the order given; everything else is called there only.
 */
public interface Transport extends Executor {

    /** Names the connection in logs. */
    String id();

    /** What its client speaks. */
    Wire wire();

    /** The event loop that the connection shares with others, the same one always: tasks for several run there as one. */
    Executor loop();

    /**
     * The session begins: called once, before the first frame.
     *
     * @param start where it goes on from, or null while that is not known
     * @param recovered whether the client gets all that it missed since the place it named
     */
    void begin(Position start, boolean recovered);

    /**
     * Writes one text frame, at the latest when what has come to the event loop together with it is done.
     *
     * @param text in UTF-8; not changed any more
     * @param written called on the event loop once the frame has left this process, or can not any more
     */
    void send(byte[] text, Runnable written);

    /** What was given to it leaves now, as far as the client takes it. */
    default void flush() {}

    void ping();

    /** Closes with that code. A peer that does not answer is cut off after a bounded time. */
    void close(CloseCode code);
}
