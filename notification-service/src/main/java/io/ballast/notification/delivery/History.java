package io.ballast.notification.delivery;

import io.ballast.notification.delivery.Readings.CaughtUp;
import io.ballast.notification.stream.Position;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** A user's stream for clients that hold no connection: the frames that a socket would have been sent, in pages. */
@ApplicationScoped
public class History {

    private final Readings readings;

    History(Readings readings) {
        this.readings = readings;
    }

    /**
     * What follows a place.
     *
     * @param since the last place the client has reached, or null to begin with the balance
     * @param limit how many events at most, at least 1
     */
    public Uni<HistoryPage> since(User user, Position since, int limit) {
        return acknowledged(user, since)
                .chain(() -> readings.since(user, since))
                .map(answer -> page(answer, since, limit));
    }

    /** Who asks for what follows a place has seen that place. */
    private Uni<Void> acknowledged(User user, Position since) {
        return since == null ? Uni.createFrom().voidItem() : readings.acknowledge(user, since);
    }

    private static HistoryPage page(CaughtUp answer, Position since, int limit) {
        return HistoryPage.of(answer.replay(), answer.balance(), since, limit);
    }
}
