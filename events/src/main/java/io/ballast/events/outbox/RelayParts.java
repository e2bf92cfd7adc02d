package io.ballast.events.outbox;

import io.ballast.events.background.Backoff;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.Map;

/**
 * What the relay works with.
 *
 * @param broker how to reach and trust Kafka
 * @param context where everything runs that does not block
 */
record RelayParts(OutboxConfig config, Pool pool, Map<String, Object> broker, Context context) {

    Uni<RelaySession> openSession() {
        return RelaySession.open(pool, config.statementTimeout(), this::run);
    }

    Uni<RelayProducer> openProducer() {
        return RelayProducer.open(broker, config.source().substring(1) + "-outbox-relay")
                .emitOn(this::run);
    }

    RelayFloor floor(RelaySession session) {
        return new RelayFloor(session, config.interval());
    }

    RelayBatches batches(RelaySession session, RelayFloor floor, RelayProducer producer) {
        return new RelayBatches(session, floor, producer, config.batchSize(), config.source(), this::run);
    }

    Backoff backoff() {
        return new Backoff(config.takeoverInterval(), config.longestPause());
    }

    void run(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    void later(Duration pause, Runnable task) {
        context.owner().setTimer(Math.max(1, pause.toMillis()), ignored -> run(task));
    }
}
