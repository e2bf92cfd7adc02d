package io.ballast.autodeposit.snapshot;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Turns old snapshots into daily summaries, a bounded chunk at a time. Several replicas may do it at once: the database lets one
 * of them work.
 */
@ApplicationScoped
class SnapshotRetention {

    private static final Logger LOG = Logger.getLogger(SnapshotRetention.class);
    private static final String SUMMARIZE = "select summarize_snapshots($1, $2) as summarized";

    private final Pool pool;
    private final RetentionConfig config;

    SnapshotRetention(Pool pool, RetentionConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Scheduled(every = "{ballast.history.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return summarize(LocalDate.now(ZoneOffset.UTC)).replaceWithVoid();
    }

    /** Chunk after chunk, until one is not full; how many snapshots have become summaries. */
    Uni<Long> summarize(LocalDate today) {
        LocalDate before = today.minusDays(config.keepDays());
        return Multi.createBy()
                .repeating()
                .uni(() -> chunk(before))
                .whilst(summarized -> summarized >= config.chunk())
                .select()
                .first(config.chunksPerRun())
                .collect()
                .in(() -> new long[1], (total, summarized) -> total[0] += summarized)
                .map(total -> total[0])
                .invoke(SnapshotRetention::tell);
    }

    private Uni<Long> chunk(LocalDate before) {
        return pool.withTransaction(
                        connection -> connection.preparedQuery(SUMMARIZE).execute(Tuple.of(before, config.chunk())))
                .map(rows -> rows.iterator().next().getLong("summarized"));
    }

    private static void tell(long summarized) {
        if (summarized > 0) {
            LOG.infof("%d snapshots have become daily summaries", summarized);
        }
    }
}
