package io.ballast.ledger.reconciliation;

import io.ballast.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Proves that all balances of a tenant agree with their entries, page after page. Any number of replicas may do so: a page is
 * one's at a time, and who meets another leaves the pass to it.
 */
@ApplicationScoped
class Reconciliation {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final Outbox outbox;
    private final ReconciliationPage page;
    private final ReconciliationRuns runs;
    private final ReconciliationConfig config;

    Reconciliation(Outbox outbox, ReconciliationPage page, ReconciliationRuns runs, ReconciliationConfig config) {
        this.outbox = outbox;
        this.page = page;
        this.runs = runs;
        this.config = config;
    }

    /** Proves what has changed since the last pass. */
    Uni<Void> incremental(String tenant) {
        long began = System.nanoTime();
        return from(tenant, ReconciledBalances.FIRST, PassTotals.NOTHING)
                .flatMap(totals -> totals.map(
                                done -> finished(tenant, done, Duration.ofNanos(System.nanoTime() - began)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Proves everything, if that has not been done for as long as is configured, or has not come to its end. */
    Uni<Void> full(String tenant) {
        return outbox.inTransaction(tenant, tx -> runs.fullPass(tx.connection(), config.fullInterval()))
                .flatMap(due -> due.map(pass -> goOn(tenant, pass.id(), pass.reached()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Empty if another replica is at it. */
    private Uni<Optional<PassTotals>> from(String tenant, UUID after, PassTotals before) {
        return page.prove(tenant, PassKind.INCREMENTAL, after).flatMap(proven -> {
            if (proven.isTaken()) {
                return Uni.createFrom().item(Optional.empty());
            }
            PassTotals totals = before.plus(proven.totals());
            return proven.isLast() ? Uni.createFrom().item(Optional.of(totals)) : from(tenant, proven.end(), totals);
        });
    }

    private Uni<Void> finished(String tenant, PassTotals totals, Duration took) {
        LOG.debugf("Reconciliation of %s: %s in %s", tenant, totals, took);
        return outbox.inTransaction(tenant, tx -> runs.finished(tx.connection(), totals, took, config.keptRuns()));
    }

    private Uni<Void> goOn(String tenant, UUID run, UUID after) {
        return page.prove(tenant, PassKind.FULL, after)
                .flatMap(proven -> proven.isTaken() ? Uni.createFrom().voidItem() : advance(tenant, run, proven));
    }

    private Uni<Void> advance(String tenant, UUID run, ReconciliationPage.Proven proven) {
        return outbox.inTransaction(tenant, tx -> runs.advance(tx.connection(), run, proven, config.keptRuns()))
                .chain(() -> proven.isLast() ? Uni.createFrom().voidItem() : goOn(tenant, run, proven.end()));
    }
}
