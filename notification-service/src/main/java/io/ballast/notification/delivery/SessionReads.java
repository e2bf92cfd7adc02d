package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.state.AccountStates;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserChannels;
import io.ballast.notification.stream.UserStreams;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Reads for sessions from Redis and PostgreSQL, and brings the answers to their event loops.
 *
 * <p>A session asks because of what a socket or Redis did, not because of a request that waits for an answer: there is
 * nobody to hand a {@code Uni} to, so this class subscribes. It never fails towards the session: a read is repeated for as
 * long as the session is open.
 */
@ApplicationScoped
class SessionReads {

    private static final Logger LOG = Logger.getLogger(SessionReads.class);

    private record CaughtUp(Replay replay, Balance balance) {}

    private final UserChannels channels;
    private final UserStreams streams;
    private final AccountStates states;
    private final DeliveryConfig config;

    SessionReads(UserChannels channels, UserStreams streams, AccountStates states, DeliveryConfig config) {
        this.channels = channels;
        this.streams = streams;
        this.states = states;
        this.config = config;
    }

    /** Listens first, then reads: nothing can be lost between. */
    void begin(Session session) {
        channels.subscribe(session.user())
                .chain(() -> reading(session))
                .subscribe()
                .with(SessionReads::done, SessionReads::gaveUp);
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.patience())
                .chain(() -> withoutRedis(session))
                .subscribe()
                .with(SessionReads::done, SessionReads::gaveUp);
    }

    void catchUp(Session session) {
        reading(session).subscribe().with(SessionReads::done, SessionReads::gaveUp);
    }

    void currentBalance(Session session, JsonNode ackId) {
        balance(session.user())
                .emitOn(session.transport())
                .invoke(balance -> session.currentBalance(ackId, balance))
                .onFailure()
                .invoke(failure -> session.transport().execute(() -> session.currentBalanceFailed(ackId)))
                .replaceWithVoid()
                .subscribe()
                .with(SessionReads::done, SessionReads::gaveUp);
    }

    private Uni<Void> reading(Session session) {
        return onLoop(session)
                .invoke(session::readBegins)
                .chain(() -> read(session))
                .chain(replay -> withBalance(session.user(), replay))
                .emitOn(session.transport())
                .invoke(result -> session.caughtUp(result.replay(), result.balance()))
                .replaceWithVoid()
                .onFailure(failure -> session.isOpen())
                .retry()
                .withBackOff(config.retryDelay(), config.maxRetryDelay())
                .indefinitely();
    }

    private Uni<Void> withoutRedis(Session session) {
        if (!session.isOpen()) {
            return Uni.createFrom().voidItem();
        }
        return onLoop(session)
                .chain(() -> session.isGreeted() ? Uni.createFrom().voidItem() : greet(session));
    }

    private Uni<Void> greet(Session session) {
        return balance(session.user())
                .emitOn(session.transport())
                .invoke(session::keptWaiting)
                .replaceWithVoid();
    }

    private Uni<Replay> read(Session session) {
        if (session.reached() == null) {
            return streams.position(session.user()).map(position -> new Replay.Reset(position, List.of()));
        }
        return streams.since(session.user(), session.reached());
    }

    private Uni<CaughtUp> withBalance(User user, Replay replay) {
        return switch (replay) {
            case Replay.Missed missed -> Uni.createFrom().item(new CaughtUp(missed, null));
            case Replay.Reset reset -> balance(user).map(balance -> new CaughtUp(reset, balance));
        };
    }

    private Uni<Balance> balance(User user) {
        return states.of(user).map(Balance::of);
    }

    private static Uni<Void> onLoop(Session session) {
        return Uni.createFrom().voidItem().emitOn(session.transport());
    }

    private static void done(Void nothing) {}

    private static void gaveUp(Throwable failure) {
        LOG.debugf("A read for a session ended without an answer: %s", failure);
    }
}
