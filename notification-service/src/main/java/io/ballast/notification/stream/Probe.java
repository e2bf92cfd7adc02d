package io.ballast.notification.stream;

import java.util.UUID;

/**
 * Whether this replica hears Redis: it sends messages to itself, over the connection that all of its users' events come on.
 * Used on one event loop; {@link #isHeard} may be asked from any thread.
 */
final class Probe {

    private final String channel = "notification:{probe:" + UUID.randomUUID() + "}:channel";
    private final int maxMissed;
    private volatile int unanswered;
    private volatile boolean heard;

    Probe(int maxMissed) {
        this.maxMissed = maxMissed;
    }

    /** The channel of this replica's own. */
    String channel() {
        return channel;
    }

    /** Another connection begins: what was heard on the last one counts no more. */
    void begin() {
        unanswered = 0;
        heard = false;
    }

    /**
     * A message is sent.
     *
     * @return false if so many have not been heard that the connection is to be given up
     */
    boolean send() {
        if (unanswered >= maxMissed) {
            return false;
        }
        unanswered++;
        return true;
    }

    /** A message came back. */
    void heard() {
        unanswered = 0;
        heard = true;
    }

    /** Whether the last message but one came back; the last may be on its way. */
    boolean isHeard() {
        return heard && unanswered <= 1;
    }
}
