package io.ballast.ledger.recalculation;

import io.ballast.ledger.tenant.Tenants;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Works on recalculations that were asked for, in every replica: the database gives each chunk to one of them. */
@ApplicationScoped
class RecalculationWorker {

    private final Tenants tenants;
    private final RecalculatingAll recalculatingAll;
    private final RecalculationConfig config;

    RecalculationWorker(Tenants tenants, RecalculatingAll recalculatingAll, RecalculationConfig config) {
        this.tenants = tenants;
        this.recalculatingAll = recalculatingAll;
        this.config = config;
    }

    @Scheduled(every = "${ballast.recalculation.interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> work() {
        return tenants.recalculating().flatMap(running -> tenants.forEach(running, this::work));
    }

    private Uni<Void> work(String tenant) {
        return Multi.createBy()
                .repeating()
                .uni(() -> recalculatingAll.nextChunk(tenant))
                .whilst(Boolean::booleanValue)
                .select()
                .first(config.chunks())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
