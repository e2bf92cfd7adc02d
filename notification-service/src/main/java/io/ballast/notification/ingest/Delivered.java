package io.ballast.notification.ingest;

import io.ballast.notification.push.Notice;
import io.ballast.notification.push.PushIntake;
import io.ballast.notification.stream.Appended;
import io.ballast.notification.stream.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which events have been published, remembered in PostgreSQL beside Redis: an event that Kafka delivers again after Redis was
 * emptied is not published a second time. Redis still decides between two deliveries at once. States are not remembered: their
 * versions say all.
 */
@ApplicationScoped
class Delivered {

    private static final String CONSUMER = "notification";
    private static final String WERE = "select * from were_delivered($1, $2)";

    private final Pool pool;
    private final PushIntake pushes;

    Delivered(Pool pool, PushIntake pushes) {
        this.pool = pool;
        this.pushes = pushes;
    }

    /** The ids of those events that are known to have been published. */
    Uni<Set<UUID>> known(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        UUID[] ids = arrivals.stream().map(arrival -> arrival.event().id()).toArray(UUID[]::new);
        return pool.preparedQuery(WERE)
                .execute(Tuple.of(CONSUMER, ids))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .collect(Collectors.toSet()));
    }

    /** From now on these are known, and so is what of them is to be pushed to their users' devices. */
    Uni<Void> remember(List<Arrival> arrivals, List<Appended> appended) {
        List<PushIntake.Told> told = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            if (arrival.isHappening()) {
                told.add(new PushIntake.Told(
                        arrival.event().id(),
                        arrival.user(),
                        place(appended.get(i)),
                        Notice.of(arrival.event().data())));
            }
        }
        return pushes.markAndPush(CONSUMER, told);
    }

    private static Optional<Position> place(Appended appended) {
        return switch (appended) {
            case Appended.At(Position at) -> Optional.of(at);
            case Appended.Duplicate(Optional<Position> at) -> at;
            case Appended.Outdated old -> Optional.empty();
        };
    }
}
