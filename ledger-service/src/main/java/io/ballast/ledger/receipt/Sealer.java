package io.ballast.ledger.receipt;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.receipt.SealedStep.Progress;
import io.ballast.ledger.tenant.Tenants;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Seals what has been completed since the last run, each tenant's into its own chain. A transaction is sealed once it is
 * certain that none will come to light before it, so that no block has to be reopened; nothing waits for the sealer.
 */
@ApplicationScoped
class Sealer {

    private static final Logger LOG = Logger.getLogger(Sealer.class);
    private static final String JOB = "sealing";

    private final Outbox outbox;
    private final Tenants tenants;
    private final BlockJobs jobs;
    private final PgBlocks blocks;
    private final PgSealable sealable;
    private final ReceiptConfig config;
    private final Vertx vertx;
    private final Counter sealedBlocks;
    private final Counter sealedTransactions;

    Sealer(
            Outbox outbox,
            Tenants tenants,
            BlockJobs jobs,
            PgBlocks blocks,
            PgSealable sealable,
            ReceiptConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.outbox = outbox;
        this.tenants = tenants;
        this.jobs = jobs;
        this.blocks = blocks;
        this.sealable = sealable;
        this.config = config;
        this.vertx = vertx;
        this.sealedBlocks = Counter.builder("ledger.blocks.sealed")
                .description("Blocks of hashes that were written")
                .register(meters);
        this.sealedTransactions = Counter.builder("ledger.transactions.sealed")
                .description("Transactions that were sealed into blocks")
                .register(meters);
    }

    @Scheduled(every = "${ballast.receipt.seal-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return config.sealing() ? sealAll() : Uni.createFrom().voidItem();
    }

    /** What stands in one tenant's way keeps no other waiting. */
    private Uni<Void> sealAll() {
        return jobs.summarizeTransactions()
                .chain(() -> tenants.forEach(tenant -> seal(tenant, config.stepsPerRun(), StretchRules.FIRST)))
                .onFailure()
                .invoke(failure -> LOG.warn("Nothing was sealed in this run", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> seal(String tenant, int steps, long stretch) {
        if (steps == 0) {
            return Uni.createFrom().voidItem();
        }
        return outbox.inTransaction(tenant, tx -> step(tx.connection(), stretch))
                .invoke(this::count)
                .flatMap(step -> step.progress() == Progress.DONE
                        ? Uni.createFrom().voidItem()
                        : seal(tenant, steps - 1, StretchRules.next(stretch, step.progress())));
    }

    private void count(SealedStep step) {
        if (step.count() > 0) {
            sealedBlocks.increment();
            sealedTransactions.increment(step.count());
        }
    }

    /** How far the chain has come is read under the lock: no two replicas seal the same. */
    private Uni<SealedStep> step(SqlConnection connection, long stretch) {
        return jobs.tryLock(connection, JOB)
                .flatMap(locked -> locked
                        ? blocks.head(connection).flatMap(head -> step(connection, head, stretch))
                        : Uni.createFrom().item(SealedStep.NOTHING));
    }

    private Uni<SealedStep> step(SqlConnection connection, ChainHead head, long stretch) {
        if (head.isAheadOfTheDatabase()) {
            return blocks.lift(connection).invoke(Sealer::tellLifted).replaceWith(SealedStep.NOTHING);
        }
        return sealable.between(connection, head.sealed(), SealPlan.end(head, stretch), config.blockSize())
                .map(found -> SealPlan.of(head, found, stretch, config.blockSize()))
                .flatMap(plan -> write(connection, head, plan));
    }

    private static void tellLifted(boolean lifted) {
        if (lifted) {
            LOG.warn("The chain was ahead of this database, which seems to be restored from a dump of another:"
                    + " what is completed here is sealed after all that was sealed there");
        }
    }

    private Uni<SealedStep> write(SqlConnection connection, ChainHead head, SealPlan plan) {
        return append(connection, head, plan)
                .chain(() -> advance(connection, head, plan))
                .replaceWith(plan.step());
    }

    /** Hashing thousands of transactions takes tens of milliseconds: not on the event loop. */
    private Uni<Void> append(SqlConnection connection, ChainHead head, SealPlan plan) {
        if (plan.due().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Position last = plan.due().getLast().position();
        return vertx.executeBlocking(() -> SealedBlock.after(head, plan.transactions()))
                .flatMap(block -> blocks.append(connection, block, last));
    }

    private Uni<Void> advance(SqlConnection connection, ChainHead head, SealPlan plan) {
        return plan.sealed().equals(head.sealed())
                ? Uni.createFrom().voidItem()
                : blocks.advance(connection, plan.sealed());
    }
}
