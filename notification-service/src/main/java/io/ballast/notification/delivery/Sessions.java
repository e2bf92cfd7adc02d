package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.StreamListener;
import io.ballast.notification.stream.UserChannels;
import io.ballast.notification.stream.UserEvent;
import io.ballast.notification.user.User;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All sessions of this replica: opens and closes them, and hands them the events of their users. */
@ApplicationScoped
public class Sessions implements StreamListener, SessionRequests {

    private final SessionIndex index = new SessionIndex();
    private final UserChannels channels;
    private final SessionReads reads;
    private final FrameObserver observer;
    private final DeliveryConfig config;
    private volatile boolean stopping;

    Sessions(
            UserChannels channels,
            SessionReads reads,
            FrameObserver observer,
            DeliveryConfig config,
            MeterRegistry meters) {
        this.channels = channels;
        this.reads = reads;
        this.observer = observer;
        this.config = config;
        Gauge.builder("notification.sockets.open", index, SessionIndex::size)
                .description("Sockets open on this replica")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        channels.start(this);
    }

    /**
     * The replica will stop after the shutdown delay: clients are told to come back, and so is who comes now. Later is too
     * late, because Quarkus ends its HTTP server, and with it all sockets, before it says that it stops.
     */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        index.forEach(session -> later(session, open -> open.close(CloseCode.RESTART)));
    }

    /**
     * Opens a session on a new connection; its first frame is the balance, or what follows the given place. Called on the
     * connection's event loop.
     *
     * @param since the last place the client has reached on an earlier connection, or null
     * @return empty if the user has too many or the replica stops; the connection has then been closed
     */
    public Optional<Session> open(User user, Transport transport, Position since) {
        Session session = new Session(user, transport, since, config, this, observer, InstantSource.system());
        if (!index.add(session, config.maxConnectionsPerUser())) {
            session.close(CloseCode.TOO_MANY_CONNECTIONS);
            return Optional.empty();
        }
        if (stopping) {
            session.close(CloseCode.RESTART);
            return Optional.empty();
        }
        channels.subscribe(user, () -> later(session, Session::begin));
        reads.greetInTime(session);
        return Optional.of(session);
    }

    /** The connection is closed. Called on its event loop. */
    public void closed(Session session) {
        session.closed();
        leave(session);
    }

    @Override
    public void published(User user, UserEvent event) {
        List<Session> sessions = index.of(user);
        if (!sessions.isEmpty()) {
            Frame frame = Frame.of(event);
            sessions.forEach(session -> later(session, open -> open.received(frame)));
        }
    }

    @Override
    public void listening(User user) {
        index.of(user).forEach(session -> later(session, Session::maybeMissed));
    }

    @Override
    public void catchUp(Session session) {
        reads.catchUp(session);
    }

    @Override
    public void currentBalance(Session session, JsonNode ackId) {
        reads.currentBalance(session, ackId);
    }

    @Override
    public void leave(Session session) {
        index.remove(session, channels::unsubscribe);
    }

    @Scheduled(every = "${ballast.delivery.ping-interval}")
    void keepAlive() {
        index.forEach(session -> later(session, Session::keepAlive));
    }

    private static void later(Session session, Consumer<Session> action) {
        session.transport().execute(() -> action.accept(session));
    }
}
