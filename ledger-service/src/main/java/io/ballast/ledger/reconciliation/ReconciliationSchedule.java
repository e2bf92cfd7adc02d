package io.ballast.ledger.reconciliation;

import io.ballast.ledger.tenant.Tenants;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Begins passes over all tenants, and measures what they have found, in every replica. */
@ApplicationScoped
class ReconciliationSchedule {

    private static final Logger LOG = Logger.getLogger(ReconciliationSchedule.class);

    private final Tenants tenants;
    private final Reconciliation reconciliation;
    private final LedgerHealths healths;
    private final ReconciliationMetrics metrics;

    ReconciliationSchedule(
            Tenants tenants, Reconciliation reconciliation, LedgerHealths healths, ReconciliationMetrics metrics) {
        this.tenants = tenants;
        this.reconciliation = reconciliation;
        this.healths = healths;
        this.metrics = metrics;
    }

    @Scheduled(every = "${ballast.reconciliation.interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> incremental() {
        return tenants.forEach(reconciliation::incremental).chain(this::measure);
    }

    /** Beside the incremental passes, because it takes as long as the ledger is large. */
    @Scheduled(every = "${ballast.reconciliation.interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> full() {
        return tenants.forEach(reconciliation::full);
    }

    private Uni<Void> measure() {
        return tenants.all()
                .flatMap(this::health)
                .invoke(ReconciliationSchedule::logImbalance)
                .invoke(metrics::publish)
                .replaceWithVoid();
    }

    private Uni<LedgerHealth> health(List<String> names) {
        return Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUniAndConcatenate(healths::of)
                .collect()
                .in(() -> new LedgerHealth[] {LedgerHealth.OF_NOBODY}, (sum, one) -> sum[0] = sum[0].and(one))
                .map(sum -> sum[0]);
    }

    private static void logImbalance(LedgerHealth health) {
        health.imbalances().forEach((asset, sum) -> {
            if (sum.signum() != 0) {
                LOG.errorf("The balances of %s do not sum to zero, but differ by %s smallest units", asset, sum);
            }
        });
    }
}
