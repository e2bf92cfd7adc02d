package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserEvent;
import io.ballast.notification.user.User;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * One open connection of a user, whatever carries it. Begins with the balance, then delivers the user's events in order and
 * without gaps: what is missing is read from the stream, and when that can not tell, the session begins anew with the balance
 * of now.
 *
 * <p>Not thread-safe: except for {@link #isOpen()}, everything is called on the connection's event loop.
 *
 * <p>A read that is begun after an event has been received covers that event, because it had been written before. So what
 * was held is forgotten when a read begins, and only what comes during the read is held.
 */
public final class Session {

    private enum Phase {
        CATCHING_UP,
        LIVE,
        CLOSED
    }

    private final User user;
    private final Transport transport;
    private final DeliveryConfig config;
    private final SessionRequests requests;
    private final FrameObserver observer;
    private final InstantSource clock;
    private final Offences offences;
    private final Queue<Frame> held = new ArrayDeque<>();
    private volatile Phase phase = Phase.CATCHING_UP;
    private Position reached;
    private boolean greeted;
    private boolean behind;
    private int outstandingBytes;
    private int requestsInFlight;
    private long lastHeard;

    Session(
            User user,
            Transport transport,
            DeliveryConfig config,
            SessionRequests requests,
            FrameObserver observer,
            InstantSource clock) {
        this.user = user;
        this.transport = transport;
        this.config = config;
        this.requests = requests;
        this.observer = observer;
        this.clock = clock;
        this.offences = new Offences(config.maxOffences(), config.offenceWindow());
        this.lastHeard = clock.millis();
    }

    public User user() {
        return user;
    }

    /** May be asked from any thread. */
    public boolean isOpen() {
        return phase != Phase.CLOSED;
    }

    Transport transport() {
        return transport;
    }

    /** Whether the balance has been sent, with or without a place. */
    boolean isGreeted() {
        return greeted;
    }

    /** The last place delivered, or null before the first balance that had one. */
    Position reached() {
        return reached;
    }

    /** An event arrived for the user. */
    void received(Frame frame) {
        switch (phase) {
            case LIVE -> deliver(frame);
            case CATCHING_UP -> hold(frame);
            case CLOSED -> {}
        }
    }

    /** Events may have passed unseen. */
    void maybeMissed() {
        if (phase == Phase.LIVE) {
            catchUp();
        } else {
            behind = true;
        }
    }

    /** A read of the stream begins now. */
    void readBegins() {
        held.clear();
        behind = false;
    }

    /** Redis keeps the session waiting: it gets the balance, with a place as soon as there is one. */
    void keptWaiting(Balance balance) {
        if (isOpen() && !greeted) {
            greeted = true;
            send(Frames.initial(null, balance));
        }
    }

    /**
     * A read of the stream has ended.
     *
     * @param balance of now, if the session has to begin anew
     */
    void caughtUp(Replay replay, Balance balance) {
        if (phase != Phase.CATCHING_UP) {
            return;
        }
        if (replay instanceof Replay.Reset(Position start, List<UserEvent> events)) {
            greeted = true;
            reached = start;
            send(Frames.initial(start, balance));
        }
        replay.events().stream().map(Frame::of).forEach(this::sendEvent);
        if (isOpen()) {
            goLive();
        }
    }

    /** A text message of the client. */
    public void message(String text) {
        heard();
        if (!isOpen()) {
            return;
        }
        switch (ClientMessage.parse(text, config.maxMessageLength())) {
            case ClientMessage.SubscribeBalance subscribe -> send(Frames.subscribed(subscribe.ackId(), reached));
            case ClientMessage.GetCurrentBalance current -> request(current.ackId());
            case ClientMessage.Refused refused -> refuse(refused.ackId(), refused.code());
        }
    }

    /** A binary message of the client. */
    public void binaryMessage() {
        heard();
        refuse(null, ErrorCode.BINARY);
    }

    /** Something came from the client: it is there. */
    public void heard() {
        lastHeard = clock.millis();
    }

    void currentBalance(JsonNode ackId, Balance balance) {
        requestsInFlight--;
        send(Frames.current(ackId, balance));
    }

    void currentBalanceFailed(JsonNode ackId) {
        requestsInFlight--;
        refuse(ackId, ErrorCode.UNAVAILABLE);
    }

    /** Pings, or closes if nothing was heard for too long. */
    void keepAlive() {
        if (!isOpen()) {
            return;
        }
        if (clock.millis() - lastHeard > config.idleTimeout().toMillis()) {
            close(CloseCode.IDLE);
        } else {
            transport.ping();
        }
    }

    /** Closes the connection; nothing is written to it any more. */
    void close(CloseCode code) {
        if (isOpen()) {
            closed();
            transport.close(code);
            requests.leave(this);
        }
    }

    /** The connection is closed. */
    void closed() {
        phase = Phase.CLOSED;
        held.clear();
    }

    private void request(JsonNode ackId) {
        if (requestsInFlight >= config.maxRequestsInFlight()) {
            refuse(ackId, ErrorCode.BUSY);
            return;
        }
        requestsInFlight++;
        requests.currentBalance(this, ackId);
    }

    private void refuse(JsonNode ackId, ErrorCode code) {
        send(Frames.error(ackId, code));
        if (code.isOffence() && offences.add(clock.instant())) {
            close(CloseCode.ABUSE);
        }
    }

    private void deliver(Frame frame) {
        switch (Order.judge(reached, frame.position())) {
            case NEXT -> sendEvent(frame);
            case OLD -> observer.dropped(frame);
            case GAP -> catchUp();
        }
    }

    private void hold(Frame frame) {
        if (held.size() < config.maxHeldEvents()) {
            held.add(frame);
        } else {
            behind = true;
        }
    }

    private void catchUp() {
        phase = Phase.CATCHING_UP;
        requests.catchUp(this);
    }

    private void goLive() {
        phase = Phase.LIVE;
        while (phase == Phase.LIVE && !held.isEmpty()) {
            deliver(held.poll());
        }
        if (phase == Phase.LIVE && behind) {
            catchUp();
        }
    }

    private void sendEvent(Frame frame) {
        if (!isOpen()) {
            return;
        }
        reached = frame.position();
        observer.sent(frame, transport.id());
        write(frame.text(), () -> observer.written(frame));
    }

    private void send(String text) {
        if (isOpen()) {
            write(text, () -> {});
        }
    }

    /** A reader that does not read is closed: what waits for it must not grow. */
    private void write(String text, Runnable written) {
        int size = Utf8.length(text);
        if (outstandingBytes + size > config.maxOutstandingBytes()) {
            close(CloseCode.SLOW_READER);
            return;
        }
        outstandingBytes += size;
        transport.send(text, () -> {
            outstandingBytes -= size;
            written.run();
        });
    }
}
