package io.ballast.infrastructure.hedera;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How the two nodes are told to misbehave. Thread-safe. */
final class Faults {

    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger lostReplies = new AtomicInteger();
    private volatile Duration lag = Duration.ZERO;
    private volatile MirrorFault mirror = MirrorFault.NONE;

    /**
     * What the mirror node does to requests whose path contains a text.
     *
     * @param path empty for every request
     * @param status the status to answer with; 0 to answer as usual
     * @param retryAfterSeconds sent as {@code Retry-After}; 0 for none
     * @param body what to answer with; an empty one cannot be told from none
     * @param delayMillis how long to wait before the answer
     */
    record MirrorFault(String path, int status, int retryAfterSeconds, String body, long delayMillis) {

        static final MirrorFault NONE = new MirrorFault("", 0, 0, "", 0);

        boolean concerns(String request) {
            return request.contains(path);
        }
    }

    /** The next queries and transactions are answered with BUSY. */
    void setBusy(int times) {
        busy.set(times);
    }

    boolean takeBusy() {
        return take(busy);
    }

    /** The next transactions are carried out, and then the connection is lost. */
    void setLostReplies(int times) {
        lostReplies.set(times);
    }

    boolean takeLostReply() {
        return take(lostReplies);
    }

    /** How long after a block's close the mirror node knows of it. */
    void setLag(Duration duration) {
        lag = duration;
    }

    Duration lag() {
        return lag;
    }

    void setMirror(MirrorFault fault) {
        mirror = fault;
    }

    MirrorFault mirror() {
        return mirror;
    }

    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
}
