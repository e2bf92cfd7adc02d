package io.ballast.ledger.recalculation;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.StoredBalances;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Recalculates all accounts of a tenant, a chunk a transaction: what is done and how far the job has come commit together, so
 * that any replica can go on from there.
 */
@ApplicationScoped
class RecalculatingAll {

    private final Outbox outbox;
    private final TenantReads reads;
    private final RecalculationJobs jobs;
    private final RecalculatingAccounts recalculating;
    private final StoredBalances balances;
    private final Accounts accounts;
    private final BalanceCache cache;
    private final RecalculationConfig config;

    RecalculatingAll(
            Outbox outbox,
            TenantReads reads,
            RecalculationJobs jobs,
            RecalculatingAccounts recalculating,
            StoredBalances balances,
            Accounts accounts,
            BalanceCache cache,
            RecalculationConfig config) {
        this.outbox = outbox;
        this.reads = reads;
        this.jobs = jobs;
        this.recalculating = recalculating;
        this.balances = balances;
        this.accounts = accounts;
        this.cache = cache;
        this.config = config;
    }

    /** Begins a job of the caller's tenant; if one is running, it is that one. */
    Uni<JobView> begin(Caller caller) {
        return outbox.inTransaction(
                        caller.tenant(),
                        tx -> jobs.running(tx.connection())
                                .call(running -> running.isPresent()
                                        ? Uni.createFrom().voidItem()
                                        : jobs.begin(tx.connection(), caller.userId()))
                                .flatMap(running -> running.isPresent()
                                        ? Uni.createFrom().item(running)
                                        : jobs.running(tx.connection())))
                .flatMap(running ->
                        running.map(job -> Uni.createFrom().item(job)).orElseGet(() -> begin(caller)));
    }

    /** Fails with {@code recalculation-not-found} if the tenant has no such job. */
    Uni<JobView> get(String tenant, UUID id) {
        return reads.read(tenant, connection -> jobs.find(connection, id))
                .map(found -> found.orElseThrow(() -> Problems.of(ProblemCode.RECALCULATION_NOT_FOUND)));
    }

    /** Does the next chunk of the tenant's job; whether there is more to do. */
    Uni<Boolean> nextChunk(String tenant) {
        return outbox.inTransaction(
                        tenant,
                        tx -> jobs.claim(tx.connection())
                                .flatMap(claimed -> claimed.map(job -> chunk(tx.connection(), job))
                                        .orElseGet(() -> Uni.createFrom().item(Chunk.NONE))))
                .call(chunk -> cache.forget(tenant, chunk.corrected()))
                .map(Chunk::isFollowed);
    }

    private Uni<Chunk> chunk(SqlConnection connection, RecalculationJobs.Claimed job) {
        return balances.idsAfter(connection, job.reached(), config.accounts())
                .flatMap(ids -> chunk(connection, job, ids));
    }

    private Uni<Chunk> chunk(SqlConnection connection, RecalculationJobs.Claimed job, List<UUID> ids) {
        if (ids.isEmpty()) {
            return jobs.finish(connection, job.id()).replaceWith(Chunk.NONE);
        }
        return balances.insertByEntries(connection, ids)
                .chain(() -> recalculating.recalculate(connection, ids))
                .call(done -> jobs.advance(connection, job.id(), done, ids.getLast(), config.report()))
                .flatMap(done -> corrected(connection, done))
                .map(corrected -> new Chunk(true, corrected));
    }

    private Uni<List<AccountState>> corrected(SqlConnection connection, List<Recalculation> done) {
        List<UUID> ids = done.stream()
                .filter(one -> !one.before().isMissing() && one.isNeeded())
                .map(one -> one.account().id())
                .toList();
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : accounts.findAll(connection, ids);
    }

    /** Accounts that were done in one transaction, and whether others may follow. */
    private record Chunk(boolean isFollowed, List<AccountState> corrected) {

        static final Chunk NONE = new Chunk(false, List.of());
    }
}
