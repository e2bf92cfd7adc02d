package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.background.Periodic;
import io.ballast.notification.delivery.Quotas.Place;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.Revocation;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.StreamListener;
import io.ballast.notification.stream.UserChannels;
import io.ballast.notification.stream.UserEvent;
import io.ballast.notification.user.User;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** All sessions of this replica: opens and closes them, and hands them the events of their users. */
@ApplicationScoped
public class Sessions implements StreamListener, SessionRequests {

    /** How often each session looks at what time brings. */
    private static final Duration ATTENTION = Duration.ofSeconds(1);

    private final SessionIndex index = new SessionIndex();
    private final Map<Session, Place> places = new ConcurrentHashMap<>();
    private final Quotas quotas;
    private final UserChannels channels;
    private final SessionReads reads;
    private final FrameObserver observer;
    private final DeliveryConfig config;
    private final Vertx vertx;
    private Periodic attending;
    private volatile boolean stopping;

    Sessions(
            UserChannels channels,
            SessionReads reads,
            FrameObserver observer,
            DeliveryConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.quotas = new Quotas(config);
        this.channels = channels;
        this.reads = reads;
        this.observer = observer;
        this.config = config;
        this.vertx = vertx;
        Gauge.builder("notification.sockets.open", index, SessionIndex::size)
                .description("Sockets open on this replica")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        channels.start(this);
        attending = Periodic.start(vertx, "Attending to sessions", ATTENTION, this::attend);
    }

    void stop(@Observes ShutdownEvent event) {
        attending.stop();
    }

    /** The replica will stop: who comes now is turned away, before anything else. */
    void turnAway(@Observes @Priority(1) ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    /**
     * The replica will stop after the shutdown delay, and has left Kafka's groups: clients are told to come back, spread over
     * a time so that they do not all come back at once. Until its turn comes each is served as before. Later is too late,
     * because Quarkus ends its HTTP server, and with it all sockets, before it says that it stops.
     */
    void drain(@Observes @Priority(1000) ShutdownDelayInitiatedEvent event) {
        long window = config.drainWindow().toMillis();
        index.forEach(session -> {
            if (window == 0) {
                later(session, open -> open.close(CloseCode.RESTART));
            } else {
                long moment = 1 + ThreadLocalRandom.current().nextLong(window);
                vertx.setTimer(moment, timer -> later(session, open -> open.close(CloseCode.RESTART)));
            }
        });
    }

    /** Whether the replica takes no more sockets because it stops. */
    public boolean isStopping() {
        return stopping;
    }

    /**
     * Opens a session on a new connection; its first frame is the balance, or what follows the given place. Called on the
     * connection's event loop.
     *
     * @param since the last place the client has reached on an earlier connection, or null
     * @param address where the connection comes from
     * @return empty if there are too many or the replica stops; the connection has then been closed
     */
    public Optional<Session> open(AccessToken token, Transport transport, Position since, String address) {
        if (stopping) {
            transport.close(CloseCode.RESTART);
            return Optional.empty();
        }
        Place place = new Place(token.user(), address);
        Optional<Share> share = quotas.enter(place);
        if (share.isEmpty()) {
            transport.close(CloseCode.TOO_MANY_CONNECTIONS);
            return Optional.empty();
        }
        Session session =
                new Session(token, transport, since, share.get(), config, this, observer, InstantSource.system());
        places.put(session, place);
        index.add(session);
        if (reads.isRevoked(token)) {
            session.close(CloseCode.TOKEN_REVOKED);
            return Optional.empty();
        }
        channels.subscribe(token.user(), () -> later(session, Session::begin));
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
        Audience audience = index.of(user);
        if (!audience.isEmpty()) {
            Frame frame = Frame.of(event);
            audience.tell(session -> session.received(frame));
        }
    }

    @Override
    public void listening(User user) {
        index.of(user).tell(Session::maybeMissed);
    }

    void revoked(@Observes Revocation revocation) {
        index.of(revocation.user()).tell(session -> session.vigil().revoked(revocation));
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
    public void verify(Session session, JsonNode ackId, String token) {
        reads.verify(session, ackId, token);
    }

    @Override
    public void acknowledge(Session session, Position shown) {
        reads.acknowledge(session.user(), shown);
    }

    @Override
    public void leave(Session session) {
        Place place = places.remove(session);
        if (place != null) {
            quotas.leave(place);
            index.remove(session, channels::unsubscribe);
        }
    }

    private Uni<Void> attend() {
        index.all().tell(session -> session.vigil().attend());
        return Uni.createFrom().voidItem();
    }

    private static void later(Session session, Consumer<Session> action) {
        session.transport().execute(() -> action.accept(session));
    }
}
