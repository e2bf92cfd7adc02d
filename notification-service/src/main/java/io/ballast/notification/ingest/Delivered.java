package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
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

    Delivered(Pool pool) {
        this.pool = pool;
    }

    /** Publishes the event unless it is known to have been; it is known from then on. */
    Uni<Void> once(Event<?> event, Supplier<Uni<Void>> publish) {
        return was(event)
                .chain(before ->
                        before ? Uni.createFrom().voidItem() : publish.get().chain(() -> mark(event)));
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
