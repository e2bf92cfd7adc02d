package io.ballast.notification.operator;

import io.ballast.notification.operator.FollowedUser.Told;
import io.ballast.notification.state.AccountStates;
import io.ballast.notification.state.WalletStates;
import io.ballast.notification.stream.Kept;
import io.ballast.notification.stream.UserStreams;
import io.ballast.notification.trail.Mark;
import io.ballast.notification.trail.Trails;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What this service knows of one user, for an operator who looks; from then on it is noted which sockets events reach. */
@ApplicationScoped
class FollowedUsers {

    /** More than a screen shows. */
    private static final int EVENTS = 50;

    private final UserStreams streams;
    private final AccountStates accounts;
    private final WalletStates wallets;
    private final Trails trails;

    FollowedUsers(UserStreams streams, AccountStates accounts, WalletStates wallets, Trails trails) {
        this.streams = streams;
        this.accounts = accounts;
        this.wallets = wallets;
        this.trails = trails;
    }

    Uni<FollowedUser> view(User user) {
        return Uni.combine()
                .all()
                .unis(accounts.of(user), wallets.of(user), told(user))
                .with((states, chains, told) -> new FollowedUser(user.id(), states, chains, told));
    }

    private Uni<List<Told>> told(User user) {
        return streams.latest(user, EVENTS)
                .chain(kept -> kept.position() == null
                        ? Uni.createFrom().item(List.of())
                        : trails.watch(kept.position().epoch()).map(marks -> told(kept, marks)));
    }

    private static List<Told> told(Kept kept, List<Mark> marks) {
        Map<String, List<Mark>> byPlace = marks.stream().collect(Collectors.groupingBy(Mark::id));
        return kept.entries().stream()
                .map(entry -> Told.of(
                        entry, byPlace.getOrDefault(entry.event().position().toString(), List.of())))
                .toList();
    }
}
