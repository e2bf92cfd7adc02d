package io.ballast.ledger.topup;

import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transaction.Transactions;
import io.ballast.ledger.transfer.PostedBatch;
import io.ballast.ledger.transfer.Posting;
import io.ballast.ledger.transfer.PostingPath;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Approves or rejects a top-up: its row is locked, judged by {@link TopUpRules}, and changed together with the entries and
 * events of the decision.
 */
@ApplicationScoped
class DecidingTopUps {

    private static final String REJECTED = "rejected";

    private final Outbox outbox;
    private final Transactions transactions;
    private final PostingPath postingPath;
    private final BalanceCache cache;

    DecidingTopUps(Outbox outbox, Transactions transactions, PostingPath postingPath, BalanceCache cache) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.postingPath = postingPath;
        this.cache = cache;
    }

    Uni<DecidedTopUp> decide(Caller caller, UUID id, TransactionStatus decision) {
        return outbox.inTransaction(caller.tenant(), tx -> decide(tx, caller, id, decision))
                .call(decided -> tellCache(caller.tenant(), decided));
    }

    private Uni<DecidedTopUp> decide(OutboxTransaction tx, Caller caller, UUID id, TransactionStatus decision) {
        return Uni.combine()
                .all()
                .unis(transactions.lock(tx.connection(), id), transactions.now(tx.connection()))
                .asTuple()
                .flatMap(locked -> judge(tx, caller, topUp(locked.getItem1()), decision, locked.getItem2()));
    }

    private static Optional<Transaction> topUp(Optional<Transaction> found) {
        return found.filter(transaction -> transaction.type() == TransactionType.TOPUP);
    }

    private Uni<DecidedTopUp> judge(
            OutboxTransaction tx, Caller caller, Optional<Transaction> found, TransactionStatus decision, Instant now) {
        return found.map(topUp -> judge(tx, caller, topUp, decision, now))
                .orElseGet(() -> notAllowed(ProblemCode.TRANSACTION_NOT_FOUND));
    }

    private Uni<DecidedTopUp> judge(
            OutboxTransaction tx, Caller caller, Transaction topUp, TransactionStatus decision, Instant now) {
        return switch (TopUpRules.decide(topUp, caller.userId(), decision, now)) {
            case APPROVE -> approve(tx, caller, topUp);
            case REJECT -> reject(tx, caller, topUp);
            case DONE_BEFORE -> asItIs(tx, topUp);
            case DECIDED_OTHERWISE -> notAllowed(ProblemCode.TOPUP_ALREADY_PROCESSED);
            case EXPIRED -> notAllowed(ProblemCode.TOPUP_EXPIRED);
            case OWN_TOPUP -> notAllowed(ProblemCode.OWN_TOPUP);
        };
    }

    private Uni<DecidedTopUp> approve(OutboxTransaction tx, Caller caller, Transaction topUp) {
        Transfer transfer = Transfer.of(
                topUp.id(),
                TransactionType.TOPUP,
                topUp.counterparty().id(),
                topUp.account().id(),
                topUp.amount(),
                TransferNote.askedBy(topUp.userId(), topUp.reference()).processedBy(caller.userId()));
        return postingPath.post(tx, transfer).map(batch -> approved(topUp, caller, batch));
    }

    private static DecidedTopUp approved(Transaction topUp, Caller caller, PostedBatch batch) {
        return switch (batch.postings().getFirst()) {
            case Posting.Accepted accepted ->
                new DecidedTopUp.Decided(
                        topUp.decided(TransactionStatus.SUCCESS, caller.userId(), null, batch.at()),
                        accepted.entries(),
                        accepted.entries());
            case Posting.Refused refused -> new DecidedTopUp.NotPosted(refused.refusal());
        };
    }

    private Uni<DecidedTopUp> reject(OutboxTransaction tx, Caller caller, Transaction topUp) {
        return transactions
                .fail(tx.connection(), topUp.id(), caller.userId(), REJECTED)
                .map(at -> topUp.decided(TransactionStatus.FAILED, caller.userId(), REJECTED, at))
                .call(failed -> tx.publish(List.of(TopUpEvents.failed(failed))))
                .map(failed -> new DecidedTopUp.Decided(failed, List.of(), List.of()));
    }

    private Uni<DecidedTopUp> asItIs(OutboxTransaction tx, Transaction topUp) {
        return transactions
                .entries(tx.connection(), topUp)
                .map(entries -> new DecidedTopUp.Decided(topUp, entries, List.of()));
    }

    private static Uni<DecidedTopUp> notAllowed(ProblemCode type) {
        return Uni.createFrom().item(new DecidedTopUp.NotAllowed(type));
    }

    private Uni<Void> tellCache(String tenant, DecidedTopUp decided) {
        return decided instanceof DecidedTopUp.Decided done
                ? cache.write(tenant, done.written())
                : Uni.createFrom().voidItem();
    }
}
