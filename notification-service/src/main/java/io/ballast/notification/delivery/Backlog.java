package io.ballast.notification.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/** Events that came while a session reads the stream, up to a bound. Used on the session's event loop only. */
final class Backlog {

    private final int maxEvents;
    private final Queue<Frame> frames = new ArrayDeque<>();
    private boolean incomplete;

    Backlog(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** Holds the event; what is too much is left to the stream. */
    void add(Frame frame) {
        if (frames.size() < maxEvents) {
            frames.add(frame);
        } else {
            incomplete = true;
        }
    }

    /** Something may have passed unseen. */
    void missSome() {
        incomplete = true;
    }

    /** Takes the oldest event; null if there is none. */
    Frame poll() {
        return frames.poll();
    }

    /** Whether there is more to be delivered than what is held. */
    boolean isIncomplete() {
        return incomplete;
    }

    void clear() {
        frames.clear();
        incomplete = false;
    }
}
