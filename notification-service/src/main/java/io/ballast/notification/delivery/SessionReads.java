package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.TokenCheck;
import io.ballast.notification.security.TokenCheck.Reason;
import io.ballast.notification.security.Tokens;
import io.ballast.notification.stream.Position;
import io.ballast.notification.user.User;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Reads for sessions from Redis and PostgreSQL, and brings the answers to their event loops. A session asks because of what
 * a socket or Redis did, not because of a request that waits for an answer; what it is to be given is read again for as long
 * as it is open.
 */
@ApplicationScoped
class SessionReads {

    private static final Logger LOG = Logger.getLogger(SessionReads.class);

    private final Readings readings;
    private final Tokens tokens;
    private final DeliveryConfig config;
    private final Counter failures;

    SessionReads(Readings readings, Tokens tokens, DeliveryConfig config, MeterRegistry meters) {
        this.readings = readings;
        this.tokens = tokens;
        this.config = config;
        this.failures = Counter.builder("notification.session.read.failures")
                .description("Reads for a session that failed at an attempt")
                .register(meters);
    }

    /** Gives a new session its balance from PostgreSQL alone if Redis keeps it waiting. */
    void greetInTime(Session session) {
        Uni<Void> greeting = Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.patience())
                .chain(() -> whileOpen(session, greetIfWaiting(session)));
        start(greeting);
    }

    /** Reads what the session is missing, or where the stream stands if it has not begun. */
    void catchUp(Session session) {
        Uni<Void> reading = onLoop(session)
                .invoke(session::readBegins)
                .chain(() -> readings.since(session.user(), session.reached()))
                .emitOn(session.transport())
                .invoke(result -> session.caughtUp(result.replay(), result.balance()))
                .replaceWithVoid();
        start(whileOpen(session, reading));
    }

    /** Reads the balance once: a client can ask again. */
    void currentBalance(Session session, JsonNode ackId) {
        Uni<Void> answering = readings.balance(session.user())
                .emitOn(session.transport())
                .invoke(balance -> session.dialogue().currentBalance(ackId, balance))
                .onFailure()
                .invoke(failure -> {
                    failed(failure);
                    session.transport().execute(() -> session.dialogue().unavailable(ackId));
                })
                .replaceWithVoid();
        start(answering);
    }

    /** Verifies a token that a client has sent. */
    void verify(Session session, JsonNode ackId, String token) {
        Uni<Void> verifying = tokens.verify(token)
                .emitOn(session.transport())
                .invoke(check -> verified(session, ackId, check))
                .onFailure()
                .invoke(failure ->
                        session.transport().execute(() -> session.dialogue().unavailable(ackId)))
                .replaceWithVoid();
        start(verifying);
    }

    /** Remembers what was shown; should that fail, the user is told once more by a push. */
    void acknowledge(User user, Position shown) {
        start(readings.acknowledge(user, shown));
    }

    /** Whether the session's token was revoked while it was being opened. */
    boolean isRevoked(AccessToken token) {
        return tokens.isRevoked(token);
    }

    private static void verified(Session session, JsonNode ackId, TokenCheck check) {
        switch (check) {
            case TokenCheck.Accepted(AccessToken token) -> session.dialogue().tokenAccepted(ackId, token);
            case TokenCheck.Refused(Reason reason)
            when reason == Reason.ISSUER_UNAVAILABLE -> session.dialogue().unavailable(ackId);
            case TokenCheck.Refused refused -> session.dialogue().tokenRefused(ackId);
        }
    }

    /** Nobody waits for a read, so there is nobody to hand its Uni to: the one place where this class subscribes. */
    private static void start(Uni<Void> read) {
        read.subscribe().with(done -> {}, failure -> LOG.debugf("A read for a session is given up: %s", failure));
    }

    /** Repeats a read that fails until it succeeds or the session is closed. */
    private Uni<Void> whileOpen(Session session, Uni<Void> read) {
        return read.onFailure()
                .invoke(this::failed)
                .onFailure(failure -> session.isOpen())
                .retry()
                .withBackOff(config.retryDelay(), config.maxRetryDelay())
                .indefinitely();
    }

    private void failed(Throwable failure) {
        failures.increment();
        LOG.debugf("A read for a session failed: %s", failure);
    }

    private Uni<Void> greetIfWaiting(Session session) {
        return onLoop(session)
                .chain(() -> session.isGreeted() || !session.isOpen()
                        ? Uni.createFrom().voidItem()
                        : greet(session));
    }

    private Uni<Void> greet(Session session) {
        return readings.balance(session.user())
                .emitOn(session.transport())
                .invoke(session::keptWaiting)
                .replaceWithVoid();
    }

    private static Uni<Void> onLoop(Session session) {
        return Uni.createFrom().voidItem().emitOn(session.transport());
    }
}
