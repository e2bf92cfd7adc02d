package io.ballast.ledger.transfer;

import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.events.outbox.TracedEvent;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.IdempotencyRecords;
import io.ballast.ledger.idempotency.Verdict;
import io.ballast.ledger.transaction.Entry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Answers requests that move money. Balances, entries, idempotency records and events of all requests of a call commit
 * together.
 */
@ApplicationScoped
class PostTransfers {

    private final Outbox outbox;
    private final IdempotencyRecords records;
    private final PostingPath path;
    private final Answers answers;
    private final BalanceCache cache;
    private final PostingSpans spans;

    PostTransfers(
            Outbox outbox,
            IdempotencyRecords records,
            PostingPath path,
            Answers answers,
            BalanceCache cache,
            PostingSpans spans) {
        this.outbox = outbox;
        this.records = records;
        this.path = path;
        this.answers = answers;
        this.cache = cache;
        this.spans = spans;
    }

    /**
     * Posts the requests of one tenant in order, as if each came alone.
     *
     * @return what is durable: one answer a request, in order
     */
    Uni<Answered> postAll(String tenant, List<PostingRequest> requests) {
        Instant begin = Instant.now();
        return outbox.inTransaction(tenant, tx -> answer(tx, requests)).invoke(() -> spans.committed(requests, begin));
    }

    /** Tells the cache what was posted, before anybody is answered. Never fails. */
    Uni<Void> tellCache(String tenant, Answered answered) {
        return cache.write(tenant, answered.changed());
    }

    /** The accounts are locked while the keys are looked up: most requests are new. */
    private Uni<Answered> answer(OutboxTransaction tx, List<PostingRequest> requests) {
        SqlConnection connection = tx.connection();
        return Uni.combine()
                .all()
                .unis(records.claim(connection, claims(requests)), path.lock(connection, chains(requests)))
                .asTuple()
                .flatMap(found -> follow(tx, requests, found.getItem1(), found.getItem2()));
    }

    private Uni<Answered> follow(
            OutboxTransaction tx, List<PostingRequest> requests, List<Verdict> verdicts, List<AccountState> locked) {
        List<PostingRequest> proceeding = proceeding(requests, verdicts);
        if (proceeding.isEmpty()) {
            return Uni.createFrom().item(new Answered(merge(requests, verdicts, List.of()), List.of()));
        }
        return path.post(tx.connection(), locked, chains(proceeding))
                .flatMap(batch -> save(tx, proceeding, batch)
                        .map(own -> new Answered(merge(requests, verdicts, own), batch.lastEntries())));
    }

    private Uni<List<Answer>> save(OutboxTransaction tx, List<PostingRequest> proceeding, PostedBatch batch) {
        List<Answer> own = new ArrayList<>(proceeding.size());
        List<TracedEvent> events = new ArrayList<>(4 * batch.postings().size());
        int next = 0;
        for (PostingRequest request : proceeding) {
            List<Posting> postings = batch.postings().subList(next, next + request.size());
            next += request.size();
            own.add(request.form().of(request, batch, postings));
            addEvents(events, postings, batch, request.traceparent());
        }
        return Uni.combine()
                .all()
                .unis(tx.publishTraced(events), records.save(tx.connection(), claims(proceeding), own))
                .with((published, saved) -> own);
    }

    private static void addEvents(
            List<TracedEvent> events, List<Posting> postings, PostedBatch batch, String traceparent) {
        for (Posting posting : postings) {
            PostingEvents.of(posting, batch.at()).forEach(data -> events.add(new TracedEvent(data, traceparent)));
        }
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

    private static List<Claim> claims(List<PostingRequest> requests) {
        return requests.stream().map(PostingRequest::claim).toList();
    }

    private static List<Chain> chains(List<PostingRequest> requests) {
        return requests.stream().flatMap(request -> request.chains().stream()).toList();
    }

    /** What was posted, and what it left on the accounts. */
    record Answered(List<Answer> answers, Collection<Entry> changed) {}
}
