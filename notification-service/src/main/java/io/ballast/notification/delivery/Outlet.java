package io.ballast.notification.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is on its way to one client. A window of bytes is handed to the connection; what comes while the client has not taken
 * that waits here, bounded by bytes, number and age. Of the balances that wait for one account only the last is kept. It then
 * says which sequences it stands for, and the frame after a gap says which are left out. Used on the connection's event loop
 * only.
 */
final class Outlet {

    private static final int BYTES_A_SEQUENCE = 8;

    /**
     * The bounds.
     *
     * @param windowBytes handed to the connection and not yet taken; a single frame may be larger
     * @param maxBytes in the window and waiting
     * @param maxFrames waiting
     * @param maxConflated sequences that the waiting frames stand for
     * @param maxAge of the oldest
     */
    record Bounds(int windowBytes, int maxBytes, int maxFrames, int maxConflated, Duration maxAge) {

        static Bounds of(DeliveryConfig config) {
            return new Bounds(
                    config.windowBytes(),
                    config.maxOutstandingBytes(),
                    config.maxWaitingFrames(),
                    config.maxConflatedEvents(),
                    config.maxWaitingAge());
        }
    }

    /** One entry of the queue; without text and frame it is only a sequence that is left out. */
    private static final class Waiting {
        private final Frame frame;
        private final byte[] bytes;
        private final long since;
        private final List<Long> conflates = new ArrayList<>(0);
        private boolean superseded;

        private Waiting(Frame frame, byte[] bytes, long since) {
            this.frame = frame;
            this.bytes = bytes;
            this.since = since;
        }
    }

    private final Transport transport;
    private final Bounds bounds;
    private final InstantSource clock;
    private final FrameObserver observer;
    private Deque<Waiting> waiting;
    private Map<String, Waiting> latest;
    private int windowBytes;
    private int waitingBytes;
    private int waitingFrames;
    private int conflated;
    private long progress;
    private boolean draining;

    Outlet(Transport transport, Bounds bounds, InstantSource clock, FrameObserver observer) {
        this.transport = transport;
        this.bounds = bounds;
        this.clock = clock;
        this.observer = observer;
        this.progress = clock.millis();
    }

    /**
     * Writes an event's frame, now or when its turn comes.
     *
     * @return false if the client is too far behind
     */
    boolean write(Frame frame) {
        byte[] bytes = frame.bytes(transport.wire());
        if (isFree(bytes.length)) {
            observer.sent(frame, transport.id());
            hand(bytes, () -> observer.written(frame));
            return true;
        }
        return await(frame, new Waiting(frame, bytes, clock.millis()));
    }

    /**
     * Writes a frame that is no event, now or when its turn comes.
     *
     * @return false if the client is too far behind
     */
    boolean write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (isFree(bytes.length)) {
            hand(bytes, () -> {});
            return true;
        }
        return await(null, new Waiting(null, bytes, clock.millis()));
    }

    /** Whether something has been on its way for too long. */
    boolean isTooOld() {
        if (windowBytes == 0) {
            return false;
        }
        boolean waits = waiting != null && !waiting.isEmpty();
        long oldest = waits ? Math.min(progress, waiting.peek().since) : progress;
        return clock.millis() - oldest > bounds.maxAge().toMillis();
    }

    /** What comes from now on stands for nothing that came before: the sequence begins anew or goes back. */
    void beginAnew() {
        if (latest != null) {
            latest.clear();
        }
    }

    /** Forgets what waits: the connection is closed. */
    void clear() {
        waiting = null;
        latest = null;
        waitingBytes = 0;
        waitingFrames = 0;
        conflated = 0;
    }

    /** A client is behind when it has not taken what has left, not when much has come in one turn. */
    private boolean isFree(int size) {
        if (fitsAtOnce(size)) {
            return true;
        }
        transport.flush();
        return fitsAtOnce(size);
    }

    private boolean fitsAtOnce(int size) {
        return (waiting == null || waiting.isEmpty())
                && (windowBytes == 0 || windowBytes + size <= bounds.windowBytes());
    }

    private boolean await(Frame frame, Waiting entry) {
        if (waiting == null) {
            waiting = new ArrayDeque<>();
            latest = new HashMap<>();
        }
        Optional<String> account = frame == null ? Optional.empty() : frame.conflatesWith();
        account.ifPresent(id -> supersede(latest.put(id, entry), entry));
        waiting.add(entry);
        waitingFrames++;
        waitingBytes += entry.bytes.length;
        return windowBytes + waitingBytes + conflated * BYTES_A_SEQUENCE <= bounds.maxBytes()
                && waitingFrames <= bounds.maxFrames()
                && conflated <= bounds.maxConflated();
    }

    private void supersede(Waiting old, Waiting by) {
        if (old == null || old.superseded || !old.frame.position().sameEpoch(by.frame.position())) {
            return;
        }
        old.superseded = true;
        by.conflates.addAll(old.conflates);
        by.conflates.add(old.frame.position().sequence());
        conflated++;
        waitingBytes -= old.bytes.length;
        waitingFrames--;
        observer.conflated(old.frame);
    }

    private void hand(byte[] bytes, Runnable written) {
        if (windowBytes == 0) {
            progress = clock.millis();
        }
        windowBytes += bytes.length;
        transport.send(bytes, () -> {
            windowBytes -= bytes.length;
            progress = clock.millis();
            written.run();
            drain();
        });
    }

    /** A connection may take a frame at once, and say so within the call. */
    private void drain() {
        if (draining || waiting == null) {
            return;
        }
        draining = true;
        try {
            while (waiting != null && !waiting.isEmpty() && (windowBytes == 0 || fits())) {
                next();
            }
        } finally {
            draining = false;
        }
    }

    private boolean fits() {
        for (Waiting entry : waiting) {
            if (!entry.superseded) {
                return windowBytes + entry.bytes.length <= bounds.windowBytes();
            }
        }
        return true;
    }

    /**
     * Hands over the next frame, and with it what is left out before it: a later event always stands for that, so there is
     * one. An answer says nothing about sequences, so the next event tells of the gap.
     */
    private void next() {
        List<Long> skipped = new ArrayList<>(0);
        Waiting entry = waiting.poll();
        while (entry.superseded || entry.frame == null && !skipped.isEmpty()) {
            if (entry.superseded) {
                skipped.add(entry.frame.position().sequence());
            } else {
                handOver(entry, List.of());
            }
            entry = waiting.poll();
        }
        handOver(entry, skipped);
    }

    private void handOver(Waiting entry, List<Long> skipped) {
        waitingFrames--;
        waitingBytes -= entry.bytes.length;
        Frame frame = entry.frame;
        if (frame == null) {
            hand(entry.bytes, () -> {});
            return;
        }
        frame.conflatesWith().ifPresent(account -> latest.remove(account, entry));
        conflated -= entry.conflates.size();
        boolean asItIs = skipped.isEmpty() && entry.conflates.isEmpty();
        byte[] bytes = asItIs ? entry.bytes : frame.bytes(transport.wire(), skipped, entry.conflates);
        observer.sent(frame, transport.id());
        hand(bytes, () -> observer.written(frame));
    }
}
