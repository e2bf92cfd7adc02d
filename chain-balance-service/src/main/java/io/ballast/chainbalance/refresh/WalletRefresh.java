package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.credit.Branches;
import io.ballast.chainbalance.finality.ChainFinality;
import io.ballast.chainbalance.finality.Finalities;
import io.ballast.chainbalance.wallet.PgWallets;
import io.ballast.chainbalance.wallet.Wallet;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Refreshes claimed wallets: one batch to the chain, then one transaction for each tenant with values and events. */
@ApplicationScoped
public class WalletRefresh {

    private final PgWallets wallets;
    private final PgObservations observations;
    private final PgRefreshClaims claims;
    private final Branches branches;
    private final Finalities finalities;
    private final Outbox outbox;
    private final RefreshMetrics metrics;
    private final RefreshConfig config;
    private final List<RefreshListener> listeners;

    WalletRefresh(
            PgWallets wallets,
            PgObservations observations,
            PgRefreshClaims claims,
            Branches branches,
            Finalities finalities,
            Outbox outbox,
            RefreshMetrics metrics,
            RefreshConfig config,
            @All List<RefreshListener> listeners) {
        this.wallets = wallets;
        this.observations = observations;
        this.claims = claims;
        this.branches = branches;
        this.finalities = finalities;
        this.outbox = outbox;
        this.metrics = metrics;
        this.config = config;
        this.listeners = listeners;
    }

    /** Reads the wallets and stores what came of it; a network that gives no answer is no failure of the refresh. */
    Uni<Void> refresh(ChainReader reader, List<Claim> claimed) {
        if (claimed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return load(claimed)
                .map(loaded -> ReadBatch.of(reader, loaded))
                .chain(batch -> ask(reader, batch).chain(answer -> store(claimed, batch, answer)));
    }

    private Uni<List<Wallet>> load(List<Claim> claimed) {
        return Multi.createFrom()
                .iterable(byTenant(claimed).entrySet())
                .onItem()
                .transformToUniAndConcatenate(tenant -> wallets.byIds(tenant.getKey(), tenant.getValue()))
                .onItem()
                .<Wallet>disjoint()
                .collect()
                .asList();
    }

    private Uni<Answer> ask(ChainReader reader, ReadBatch batch) {
        return reader.read(batch.reads())
                .<Answer>map(Answer.Answered::new)
                .onFailure(ChainUnavailable.class)
                .recoverWithItem(failure -> unanswered(failure))
                .invoke(answer -> metrics.record(reader.network(), answer));
    }

    /** One tenant's trouble keeps no other from its values. */
    private Uni<Void> store(List<Claim> claimed, ReadBatch batch, Answer answer) {
        return Multi.createFrom()
                .iterable(byTenant(claimed).entrySet())
                .onItem()
                .transformToUni(tenant -> store(tenant.getKey(), tenant.getValue(), batch, answer))
                .collectFailures()
                .concatenate()
                .collect()
                .last();
    }

    /** What is told (metrics, listeners) is told after the commit. */
    private Uni<Void> store(String tenant, Set<UUID> ids, ReadBatch batch, Answer answer) {
        return outbox.inTransaction(tenant, tx -> store(tx, ids, batch, answer))
                .invoke(this::tell)
                .replaceWithVoid();
    }

    private Uni<List<ReadBatch.ItemOutcome>> store(
            OutboxTransaction tx, Set<UUID> ids, ReadBatch batch, Answer answer) {
        return observations
                .lock(tx.connection(), tx.tenant(), ids)
                .chain(existing -> store(tx, existing, ids, batch, answer));
    }

    private Uni<List<ReadBatch.ItemOutcome>> store(
            OutboxTransaction tx, Set<UUID> existing, Set<UUID> claimed, ReadBatch batch, Answer answer) {
        return chain(tx, batch)
                .chain(chain -> observations
                        .load(tx.connection(), tx.tenant(), existing)
                        .map(stored -> batch.outcomes(existing, stored, answer, chain)))
                .call(outcomes -> save(tx, outcomes))
                .call(outcomes -> claims.release(
                        tx.connection(), claimed, answer.height(), Liveliness.of(outcomes, config.largeFrom())));
    }

    /** What was taken back, as of this transaction; what is final may be known a moment later. */
    private Uni<ChainFinality> chain(OutboxTransaction tx, ReadBatch batch) {
        return branches.reorgs(tx.connection(), batch.network()).map(finalities.of(batch.network())::with);
    }

    private Uni<Void> save(OutboxTransaction tx, List<ReadBatch.ItemOutcome> outcomes) {
        List<Outcome> learned = outcomes.stream()
                .map(ReadBatch.ItemOutcome::outcome)
                .filter(outcome -> !(outcome instanceof Outcome.Behind))
                .toList();
        return observations
                .save(tx.connection(), tx.tenant(), learned)
                .chain(() -> tx.publish(BalanceEvents.of(outcomes)));
    }

    private void tell(List<ReadBatch.ItemOutcome> outcomes) {
        outcomes.forEach(item -> metrics.record(item.item().wallet().network(), item.outcome()));
        Map<Wallet, List<Observation>> stored = outcomes.stream()
                .collect(Collectors.groupingBy(
                        item -> item.item().wallet(),
                        Collectors.mapping(item -> item.outcome().observation(), Collectors.toList())));
        listeners.forEach(listener -> listener.refreshed(stored));
    }

    private static Answer unanswered(ChainUnavailable failure) {
        return new Answer.Unanswered(failure.code(), Instant.now());
    }

    private static Map<String, Set<UUID>> byTenant(List<Claim> claimed) {
        return claimed.stream()
                .collect(Collectors.groupingBy(Claim::tenant, Collectors.mapping(Claim::walletId, Collectors.toSet())));
    }
}
