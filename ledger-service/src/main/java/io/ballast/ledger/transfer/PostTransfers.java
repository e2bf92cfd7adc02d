package io.ballast.ledger.transfer;

import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.IdempotencyRecords;
import io.ballast.ledger.idempotency.Verdict;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.TransactionView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Answers requests that move money. Balances, entries, idempotency records and events of all requests of a call commit
 * together; the cache is told afterwards.
 */
@ApplicationScoped
public class PostTransfers {

    private final Outbox outbox;
    private final IdempotencyRecords records;
    private final PostingPath path;
    private final Answers answers;
    private final BalanceCache cache;

    PostTransfers(Outbox outbox, IdempotencyRecords records, PostingPath path, Answers answers, BalanceCache cache) {
        this.outbox = outbox;
        this.records = records;
        this.path = path;
        this.answers = answers;
        this.cache = cache;
    }

    /** Posts one request. */
    public Uni<Answer> post(PostingRequest request) {
        return postAll(request.caller().tenant(), List.of(request)).map(List::getFirst);
    }

    /**
     * Posts the requests of one tenant in order, as if each came alone.
     *
     * @return one answer a request, in order
     */
    public Uni<List<Answer>> postAll(String tenant, List<PostingRequest> requests) {
        return outbox.inTransaction(tenant, tx -> answer(tx, requests))
                .call(answered -> cache.write(tenant, answered.changed()))
                .map(Answered::answers);
    }

    private Uni<Answered> answer(OutboxTransaction tx, List<PostingRequest> requests) {
        List<Claim> claims = requests.stream().map(PostingRequest::claim).toList();
        return records.claim(tx.connection(), claims).flatMap(verdicts -> follow(tx, requests, verdicts));
    }

    private Uni<Answered> follow(OutboxTransaction tx, List<PostingRequest> requests, List<Verdict> verdicts) {
        List<PostingRequest> proceeding = proceeding(requests, verdicts);
        if (proceeding.isEmpty()) {
            return Uni.createFrom().item(new Answered(merge(requests, verdicts, List.of()), List.of()));
        }
        return path.post(tx, transfers(proceeding))
                .flatMap(batch -> save(tx, proceeding, batch)
                        .map(own -> new Answered(merge(requests, verdicts, own), batch.lastEntries())));
    }

    private Uni<List<Answer>> save(OutboxTransaction tx, List<PostingRequest> proceeding, PostedBatch batch) {
        List<Answer> own = new ArrayList<>(proceeding.size());
        for (int index = 0; index < proceeding.size(); index++) {
            own.add(answer(proceeding.get(index), batch, batch.postings().get(index)));
        }
        List<Claim> claims = proceeding.stream().map(PostingRequest::claim).toList();
        return records.save(tx.connection(), claims, own).replaceWith(own);
    }

    private Answer answer(PostingRequest request, PostedBatch batch, Posting posting) {
        return switch (posting) {
            case Posting.Accepted accepted -> created(request, batch, accepted);
            case Posting.Refused refused -> answers.refused(PostingProblems.of(refused.refusal()), request.path());
        };
    }

    private Answer created(PostingRequest request, PostedBatch batch, Posting.Accepted accepted) {
        TransactionView view = TransactionView.of(batch.transaction(accepted), accepted.entries(), request.caller());
        return answers.created("/transactions/" + view.id(), view);
    }

    private List<Answer> merge(List<PostingRequest> requests, List<Verdict> verdicts, List<Answer> own) {
        Iterator<Answer> next = own.iterator();
        List<Answer> merged = new ArrayList<>(requests.size());
        for (int index = 0; index < requests.size(); index++) {
            String requestPath = requests.get(index).path();
            merged.add(
                    switch (verdicts.get(index)) {
                        case Verdict.Proceed proceed -> next.next();
                        case Verdict.SameAs same -> merged.get(same.index());
                        case Verdict.Replay replay -> replay.answer();
                        case Verdict.Reused reused -> answers.reused(requestPath);
                        case Verdict.InFlight inFlight -> answers.inFlight(requestPath);
                    });
        }
        return merged;
    }

    private static List<PostingRequest> proceeding(List<PostingRequest> requests, List<Verdict> verdicts) {
        List<PostingRequest> proceeding = new ArrayList<>(requests.size());
        for (int index = 0; index < requests.size(); index++) {
            if (verdicts.get(index) instanceof Verdict.Proceed) {
                proceeding.add(requests.get(index));
            }
        }
        return proceeding;
    }

    private static List<Transfer> transfers(List<PostingRequest> requests) {
        return requests.stream().map(PostingRequest::transfer).toList();
    }

    private record Answered(List<Answer> answers, Collection<Entry> changed) {}
}
