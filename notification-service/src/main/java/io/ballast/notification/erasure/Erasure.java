package io.ballast.notification.erasure;

import io.ballast.notification.security.Revocations;
import io.ballast.notification.stream.UserStreams;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets a user: devices, preferences, pushes, last known balances, and the stream in Redis. May be repeated at any time, also
 * after a failure half way.
 */
@ApplicationScoped
class Erasure {

    private static final String ERASE = "select erase_user($1, $2)";

    private final Revocations revocations;
    private final UserStreams streams;
    private final Pool pool;

    Erasure(Revocations revocations, UserStreams streams, Pool pool) {
        this.revocations = revocations;
        this.streams = streams;
        this.pool = pool;
    }

    /**
     * First the user's tokens, or who still has one registers a device again.
     *
     * @param by who asks for it
     */
    Uni<Void> erase(User user, User by) {
        return revocations
                .revoke(user, Revocations.ALL_TOKENS, by)
                .chain(() -> eraseRows(user))
                .chain(() -> streams.forget(user));
    }

    private Uni<Void> eraseRows(User user) {
        return pool.preparedQuery(ERASE)
                .execute(Tuple.of(user.tenant(), user.id()))
                .replaceWithVoid();
    }
}
