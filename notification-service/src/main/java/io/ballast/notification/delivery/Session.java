package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserEvent;
import io.ballast.notification.user.User;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

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
        /** The user's channel is not heard yet, so a read would be too early. */
        OPENING,
        /** A read is under way. */
        CATCHING_UP,
        /** Events are delivered as they come. */
        LIVE,
        CLOSED
    }

    private final Transport transport;
    private final SessionRequests requests;
    private final FrameObserver observer;
    private final Dialogue dialogue;
    private final Outlet outlet;
    private final Backlog backlog;
    private final Vigil vigil;
    private final User user;
    private volatile Phase phase = Phase.OPENING;
    private Position reached;
    private boolean greeted;
    private boolean begun;
    /** Waits for a read to begin. */
    private Resumption asked;
    /** Is answered by the read under way. */
    private Resumption resuming;

    /** @param since the last place the client has reached on an earlier connection, or null */
    Session(
            AccessToken token,
            Transport transport,
            Position since,
            Share share,
            DeliveryConfig config,
            SessionRequests requests,
            FrameObserver observer,
            InstantSource clock) {
        this.user = token.user();
        this.transport = transport;
        this.asked = since == null ? null : new Resumption(since, null, true);
        this.requests = requests;
        this.observer = observer;
        this.dialogue = new Dialogue(this, share, config, requests, clock);
        this.outlet = new Outlet(transport, Outlet.Bounds.of(config), clock, observer);
        Credential credential = new Credential(token, config.tokenWarning(), config.tokenGrace(), clock.instant());
        PingSchedule pings = new PingSchedule(
                config.pingInterval(),
                clock.instant(),
                ThreadLocalRandom.current().nextDouble());
        this.vigil = new Vigil(this, outlet, credential, pings, requests, clock);
        this.backlog = new Backlog(config.maxHeldEvents());
    }

    User user() {
        return user;
    }

    /** May be asked from any thread. */
    boolean isOpen() {
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

    /** The user's channel is heard: the session reads where the stream stands, unless it has begun before. */
    void begin() {
        if (phase == Phase.OPENING) {
            catchUp();
        }
    }

    /** An event arrived for the user. */
    void received(Frame frame) {
        switch (phase) {
            case LIVE -> deliver(frame);
            case CATCHING_UP -> backlog.add(frame);
            case OPENING, CLOSED -> {}
        }
    }

    /** The user's channel is heard from now on: events may have passed unseen. */
    void maybeMissed() {
        switch (phase) {
            case OPENING, LIVE -> catchUp();
            case CATCHING_UP -> backlog.missSome();
            case CLOSED -> {}
        }
    }

    /**
     * The client wants what came after an earlier place, on this connection too; answered once the stream has been read.
     *
     * @return false if it waits for such an answer already
     */
    boolean resume(Resumption resumption) {
        if (asked != null || resuming != null) {
            return false;
        }
        asked = resumption;
        if (phase == Phase.LIVE) {
            catchUp();
        }
        return true;
    }

    /** A read of the stream begins now. */
    void readBegins() {
        backlog.clear();
        if (asked != null) {
            vigil.shown(asked.since());
            resuming = asked;
            reached = asked.since();
            asked = null;
        }
    }

    /** Redis keeps the session waiting: it gets the balance, with a place as soon as there is one. */
    void keptWaiting(Balance balance) {
        if (isOpen() && !greeted) {
            greeted = true;
            begin(null, false);
            send(Frames.initial(wire(), null, balance));
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
        if (asked != null) {
            // the read did not begin at the place that the client wants
            catchUp();
            return;
        }
        boolean recovered = resuming != null && replay instanceof Replay.Missed;
        begin(recovered ? reached : place(replay), recovered);
        answerResumption(recovered);
        if (replay instanceof Replay.Reset(Position start, List<UserEvent> events)) {
            reached = start;
            outlet.beginAnew();
            send(Frames.initial(wire(), start, balance));
        }
        greeted = true;
        replay.events().stream().map(Frame::of).forEach(this::sendEvent);
        if (isOpen()) {
            goLive();
        }
    }

    /** A text message of the client. */
    public void message(String text) {
        if (isOpen()) {
            dialogue.message(text);
        }
    }

    /** A message of a client whose connection has taken the message apart. */
    public void message(String event, JsonNode data, JsonNode ackId, int bytes) {
        if (isOpen()) {
            dialogue.message(event, data, ackId, bytes);
        }
    }

    /** A message of the client that the connection could not read. */
    public void malformedMessage() {
        if (isOpen()) {
            dialogue.malformedMessage();
        }
    }

    /** A binary message of the client. */
    public void binaryMessage() {
        if (isOpen()) {
            dialogue.binaryMessage();
        }
    }

    /** Something came from the client: it is there. */
    public void heard() {
        dialogue.heard();
    }

    /** The client's conversation; what it asked is answered there. */
    Dialogue dialogue() {
        return dialogue;
    }

    /** What time brings to it. */
    Vigil vigil() {
        return vigil;
    }

    Wire wire() {
        return transport.wire();
    }

    /** Pings, or closes if nothing was heard for too long. */
    void keepAlive() {
        if (!isOpen()) {
            return;
        }
        if (dialogue.isSilent()) {
            close(CloseCode.IDLE);
        } else {
            transport.ping();
        }
    }

    /** Writes a frame that is no event, unless the session is closed. */
    void send(String text) {
        if (isOpen()) {
            closeIfSlow(outlet.write(text));
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
        vigil.tellWhatWasShown();
        backlog.clear();
        outlet.clear();
    }

    /** The connection learns once where the session begins; some tell their clients in a way of their own. */
    private void begin(Position start, boolean recovered) {
        if (!begun && isOpen()) {
            begun = true;
            transport.begin(start, recovered);
        }
    }

    private static Position place(Replay replay) {
        return replay instanceof Replay.Reset reset ? reset.start() : null;
    }

    private void answerResumption(boolean recovered) {
        if (resuming == null) {
            return;
        }
        outlet.beginAnew();
        if (!resuming.atOnce() || wire() != Wire.SOCKET_IO) {
            send(Frames.subscribed(wire(), resuming.ackId(), recovered ? reached : null, recovered));
        }
        resuming = null;
    }

    private void deliver(Frame frame) {
        switch (Order.judge(reached, frame.position())) {
            case NEXT -> sendEvent(frame);
            case OLD -> observer.dropped(frame);
            case GAP -> catchUp();
        }
    }

    private void catchUp() {
        phase = Phase.CATCHING_UP;
        requests.catchUp(this);
    }

    private void goLive() {
        phase = Phase.LIVE;
        for (Frame next = backlog.poll(); next != null && phase == Phase.LIVE; next = backlog.poll()) {
            deliver(next);
        }
        if (phase == Phase.LIVE && backlog.isIncomplete()) {
            catchUp();
        }
    }

    private void sendEvent(Frame frame) {
        if (!isOpen()) {
            return;
        }
        Frame own = frame.seenFrom(reached);
        reached = own.position();
        closeIfSlow(outlet.write(own));
    }

    /** A reader that does not read is closed: what waits for it must not grow. */
    private void closeIfSlow(boolean accepted) {
        if (!accepted) {
            close(CloseCode.SLOW_READER);
        }
    }
}
