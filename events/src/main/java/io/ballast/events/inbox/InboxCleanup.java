package io.ballast.events.inbox;

import io.ballast.events.background.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Forgets the ids of events that Kafka itself has forgotten, in statements small enough to be in nobody's way. */
@ApplicationScoped
class InboxCleanup {

    private static final String REMOVE = """
            DELETE FROM inbox WHERE (consumer, event_id) IN (
                SELECT consumer, event_id FROM inbox
                WHERE received_at < now() - make_interval(secs => $1)
                ORDER BY received_at, consumer, event_id LIMIT $2)""";

    private final InboxConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private Periodic cleaning;

    InboxCleanup(InboxConfig config, Pool pool, Vertx vertx) {
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            cleaning = Periodic.start(vertx, "Cleaning up the inbox", config.cleanupInterval(), this::clean);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (cleaning != null) {
            cleaning.stop();
        }
    }

    Uni<Void> clean() {
        return Uni.createFrom()
                .deferred(this::removeSome)
                .repeat()
                .whilst(removed -> removed == config.cleanupBatchSize())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> removeSome() {
        double retention = config.retention().toSeconds();
        return pool.withConnection(connection ->
                        connection.preparedQuery(REMOVE).execute(Tuple.of(retention, config.cleanupBatchSize())))
                .map(SqlResult::rowCount);
    }
}
