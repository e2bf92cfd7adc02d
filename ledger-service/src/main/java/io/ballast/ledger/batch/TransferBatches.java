package io.ballast.ledger.batch;

import io.ballast.events.outbox.Traceparent;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transfer.PostingRequest;
import io.ballast.ledger.transfer.TransferBatcher;
import io.ballast.ledger.transfer.TransferDrafts;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Posts many transfers by one request, in one database transaction. */
@ApplicationScoped
class TransferBatches {

    static final String PATH = "/v1/transfers/batch";

    private final AccountDirectory directory;
    private final TransferBatcher batcher;
    private final Answers answers;

    TransferBatches(AccountDirectory directory, TransferBatcher batcher, Answers answers) {
        this.directory = directory;
        this.batcher = batcher;
        this.answers = answers;
    }

    Uni<Answer> post(Caller caller, Claim claim, TransferBatchRequest request) {
        String traceparent = Traceparent.current();
        return directory
                .find(caller.tenant(), accountIds(request.items()))
                .map(accounts -> plan(caller, request, accounts))
                .map(plan -> new PostingRequest(
                        caller, claim, PATH, traceparent, plan.chains(), new BatchAnswer(answers, plan)))
                .flatMap(batcher::post);
    }

    private static Set<UUID> accountIds(List<TransferBatchRequest.Item> items) {
        Set<UUID> ids = HashSet.newHashSet(2 * items.size());
        for (TransferBatchRequest.Item item : items) {
            if (BatchRules.violation(item).isEmpty()) {
                ids.addAll(item.draft().accountIds());
            }
        }
        return ids;
    }

    private static BatchPlan plan(Caller caller, TransferBatchRequest request, Map<UUID, Account> accounts) {
        BatchMode mode = BatchMode.ofWireName(request.mode());
        List<BatchItem> items = request.items().stream()
                .map(item -> read(caller, item, accounts))
                .toList();
        List<Boolean> linked = request.items().stream()
                .map(item -> item != null && item.isLinked())
                .toList();
        return BatchRules.plan(mode, items, BatchRules.groupEnds(mode, linked));
    }

    private static BatchItem read(Caller caller, TransferBatchRequest.Item item, Map<UUID, Account> accounts) {
        Optional<String> violation = BatchRules.violation(item);
        if (violation.isPresent()) {
            return new BatchItem.Unusable(ProblemCode.INVALID_REQUEST.code(), violation.get());
        }
        try {
            return new BatchItem.Ready(TransferDrafts.read(caller, item.draft(), accounts));
        } catch (HttpProblem problem) {
            return new BatchItem.Unusable(Problems.codeOf(problem), problem.getDetail());
        }
    }
}
