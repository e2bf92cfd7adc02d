package io.ballast.ledger.receipt;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.tenant.Tenants;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Compares the blocks with the database, a few at a time and over and over: whoever changes, adds or removes a completed
 * transaction or an entry behind the service's back is found out.
 */
@ApplicationScoped
class BlockChecks {

    private static final Logger LOG = Logger.getLogger(BlockChecks.class);
    private static final String JOB = "block checks";

    /** How many blocks are remembered as changed; there is no need to count further. */
    private static final int MOST = 10_000;

    private final Outbox outbox;
    private final Tenants tenants;
    private final BlockJobs jobs;
    private final PgBlockChecks checks;
    private final ReceiptConfig config;
    private final Vertx vertx;
    private final Set<Key> mismatches = ConcurrentHashMap.newKeySet();

    BlockChecks(
            Outbox outbox,
            Tenants tenants,
            BlockJobs jobs,
            PgBlockChecks checks,
            ReceiptConfig config,
            Vertx vertx,
            MeterRegistry meters) {
        this.outbox = outbox;
        this.tenants = tenants;
        this.jobs = jobs;
        this.checks = checks;
        this.config = config;
        this.vertx = vertx;
        Gauge.builder("ledger.block.mismatch", mismatches, Set::size)
                .description("Sealed blocks that the database does not agree with any more")
                .register(meters);
    }

    @Scheduled(every = "${ballast.receipt.check-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return config.checking() ? checkAll() : Uni.createFrom().voidItem();
    }

    private Uni<Void> checkAll() {
        return tenants.forEach(tenant -> check(tenant, config.blocksPerCheck()))
                .onFailure()
                .invoke(failure -> LOG.warn("Blocks were not checked in this run", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> check(String tenant, int blocks) {
        return blocks == 0
                ? Uni.createFrom().voidItem()
                : outbox.inTransaction(tenant, tx -> checkNext(tx.connection(), tenant))
                        .flatMap(goOn -> goOn
                                ? check(tenant, blocks - 1)
                                : Uni.createFrom().voidItem());
    }

    /** False if there is nothing to check, or another replica is at it. */
    private Uni<Boolean> checkNext(SqlConnection connection, String tenant) {
        return jobs.tryLock(connection, JOB)
                .flatMap(locked ->
                        locked ? checks.next(connection) : Uni.createFrom().item(0L))
                .flatMap(number -> number == 0
                        ? Uni.createFrom().item(false)
                        : check(connection, new Key(tenant, number)).replaceWith(true));
    }

    private Uni<Void> check(SqlConnection connection, Key key) {
        return checks.read(connection, key.number())
                .flatMap(block -> vertx.executeBlocking(() -> mismatch(block)))
                .invoke(mismatch -> report(key, mismatch))
                .chain(() -> checks.checked(connection, key.number()));
    }

    private static Optional<BlockMismatch> mismatch(Optional<CheckedBlock> block) {
        return block.isPresent() ? block.get().mismatch() : Optional.of(BlockMismatch.MISSING);
    }

    private void report(Key key, Optional<BlockMismatch> mismatch) {
        if (mismatch.isEmpty()) {
            mismatches.remove(key);
            return;
        }
        LOG.errorf("Block %d of tenant %s is not as it was sealed: %s", key.number(), key.tenant(), mismatch.get());
        if (mismatches.size() < MOST) {
            mismatches.add(key);
        }
    }

    private record Key(String tenant, long number) {}
}
