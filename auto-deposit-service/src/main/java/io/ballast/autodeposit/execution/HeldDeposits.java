package io.ballast.autodeposit.execution;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Measures how many deposits of all tenants wait for an operator: what an alarm stands on, which lasts as long as they do. */
@ApplicationScoped
class HeldDeposits {

    private static final String COUNT = "select held_deposits() as held";

    private final Pool pool;
    private volatile double held = Double.NaN;

    HeldDeposits(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        Gauge.builder("auto_deposit_held", this, measured -> measured.held)
                .description("Deposits that wait for an operator; NaN while the database can not be asked")
                .register(metrics);
    }

    @Scheduled(every = "{ballast.held-deposits.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return pool.preparedQuery(COUNT)
                .execute()
                .map(rows -> (double) rows.iterator().next().getLong("held"))
                .onFailure()
                .recoverWithItem(Double.NaN)
                .invoke(count -> held = count)
                .replaceWithVoid();
    }
}
