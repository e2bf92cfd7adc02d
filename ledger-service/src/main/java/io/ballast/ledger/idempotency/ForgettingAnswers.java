package io.ballast.ledger.idempotency;

import io.ballast.ledger.tenant.Tenants;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Removes answers that were kept long enough, a bounded chunk at a time. Several replicas may do it at once: what one removes
 * the others pass over.
 */
@Startup
@ApplicationScoped
class ForgettingAnswers {

    private static final Logger LOG = Logger.getLogger(ForgettingAnswers.class);
    private static final Duration LEAST = Duration.ofHours(24);

    private final Tenants tenants;
    private final IdempotencyRecords records;
    private final IdempotencyConfig config;

    ForgettingAnswers(Tenants tenants, IdempotencyRecords records, IdempotencyConfig config) {
        this.tenants = tenants;
        this.records = records;
        this.config = config;
        requireLongEnough(config.keep());
    }

    /**
     * @throws IllegalArgumentException if clients that come back within a day would not be known any more
     */
    static void requireLongEnough(Duration keep) {
        if (keep.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "ballast.idempotency.keep must be at least " + LEAST.toHours() + " hours, not " + keep);
        }
    }

    @Scheduled(every = "{ballast.idempotency.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return tenants.forEach(this::forget);
    }

    /** Chunk after chunk, until one is not full. */
    Uni<Void> forget(String tenant) {
        return Multi.createBy()
                .repeating()
                .uni(() -> records.forget(tenant, config.keep(), config.chunk()))
                .whilst(removed -> removed == config.chunk())
                .select()
                .first(config.chunksPerRun())
                .collect()
                .in(() -> new int[1], (total, removed) -> total[0] += removed)
                .invoke(total -> tell(tenant, total[0]))
                .replaceWithVoid();
    }

    private static void tell(String tenant, int removed) {
        if (removed > 0) {
            LOG.infof("Forgot %d answers of tenant %s", removed, tenant);
        }
    }
}
