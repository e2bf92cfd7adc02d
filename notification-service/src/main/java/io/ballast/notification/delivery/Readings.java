package io.ballast.notification.delivery;

import io.ballast.notification.state.AccountStates;
import io.ballast.notification.state.WalletStates;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserStreams;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What a reader of a user's stream has to be given, read once from Redis and PostgreSQL; and what it has been shown. */
@ApplicationScoped
class Readings {

    /**
     * An answer.
     *
     * @param balance of now, if the reader has to begin anew; otherwise null
     */
    record CaughtUp(Replay replay, Balance balance) {}

    private final UserStreams streams;
    private final AccountStates states;
    private final WalletStates wallets;

    Readings(UserStreams streams, AccountStates states, WalletStates wallets) {
        this.streams = streams;
        this.states = states;
        this.wallets = wallets;
    }

    /** What follows the place, or where the stream stands for a reader that has reached none (null). */
    Uni<CaughtUp> since(User user, Position reached) {
        return replay(user, reached).chain(replay -> withBalance(user, replay));
    }

    /** A client has been shown everything up to that place. */
    Uni<Void> acknowledge(User user, Position shown) {
        return streams.acknowledge(user, shown);
    }

    /** The balance of now, from PostgreSQL. */
    Uni<Balance> balance(User user) {
        return Uni.combine().all().unis(states.of(user), wallets.of(user)).with(Balance::of);
    }

    private Uni<Replay> replay(User user, Position reached) {
        return reached == null
                ? streams.position(user).map(position -> new Replay.Reset(position, List.of()))
                : streams.since(user, reached);
    }

    private Uni<CaughtUp> withBalance(User user, Replay replay) {
        return switch (replay) {
            case Replay.Missed missed -> Uni.createFrom().item(new CaughtUp(missed, null));
            case Replay.Reset reset -> balance(user).map(balance -> new CaughtUp(reset, balance));
        };
    }
}
