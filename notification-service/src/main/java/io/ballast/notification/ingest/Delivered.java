package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.notification.push.Notice;
import io.ballast.notification.push.PushQueue;
import io.ballast.notification.stream.Appended;
import io.ballast.notification.stream.Position;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which events have been published, remembered in PostgreSQL beside Redis: an event that Kafka delivers again after Redis was
 * emptied is not published a second time. Redis still decides between two deliveries at once.
 */
@ApplicationScoped
class Delivered {

    private static final String CONSUMER = "notification";
    private static final String WAS = "select was_delivered($1, $2) as delivered";
    private static final String MARK = "select mark_delivered($1, $2, $3)";

    private final Pool pool;
    private final PushQueue pushes;

    Delivered(Pool pool, PushQueue pushes) {
        this.pool = pool;
        this.pushes = pushes;
    }

    /**
     * Publishes the event unless it is known to have been; it is known from then on, and so is what of it is to be pushed to the
     * user's devices.
     */
    Uni<Void> once(Event<?> event, User user, Supplier<Uni<Appended>> publish) {
        return was(event)
                .chain(before -> before
                        ? Uni.createFrom().voidItem()
                        : publish.get().chain(appended -> mark(event, user, appended)));
    }

    private Uni<Void> mark(Event<?> event, User user, Appended appended) {
        Optional<Notice> notice = Notice.of(event.data());
        Optional<Position> position = switch (appended) {
            case Appended.At(Position at) -> Optional.of(at);
            case Appended.Duplicate(Optional<Position> at) -> at;
            case Appended.Outdated old -> Optional.empty();
        };
        return notice.isPresent() && position.isPresent()
                ? pushes.markAndPush(CONSUMER, event, user, position.get(), notice.get())
                : mark(event);
    }

    private Uni<Boolean> was(Event<?> event) {
        return pool.preparedQuery(WAS)
                .execute(Tuple.of(CONSUMER, event.id()))
                .map(rows -> rows.iterator().next().getBoolean("delivered"));
    }

    private Uni<Void> mark(Event<?> event) {
        return pool.preparedQuery(MARK)
                .execute(Tuple.of(CONSUMER, event.id(), event.tenant()))
                .replaceWithVoid();
    }
}
