package io.ballast.ledger.batch;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.batch.TransferBatchView.Result;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionView.EntryView;
import io.ballast.ledger.transfer.AnswerForm;
import io.ballast.ledger.transfer.PostedBatch;
import io.ballast.ledger.transfer.Posting;
import io.ballast.ledger.transfer.PostingProblems;
import io.ballast.ledger.transfer.PostingRequest;
import io.ballast.ledger.transfer.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Answers a batch with one result an item; a batch that is posted as a whole or not at all is refused as a whole. */
final class BatchAnswer implements AnswerForm {

    private final Answers answers;
    private final BatchPlan plan;

    BatchAnswer(Answers answers, BatchPlan plan) {
        this.answers = answers;
        this.plan = plan;
    }

    @Override
    public Answer of(PostingRequest request, PostedBatch batch, List<Posting> own) {
        TransferBatchView view = TransferBatchView.of(plan.mode(), results(request.caller(), own));
        if (plan.mode() == BatchMode.ATOMIC && view.refused() > 0) {
            return answers.refused(
                    Problems.builder(ProblemCode.BATCH_REFUSED)
                            .with("results", view.results())
                            .build(),
                    request.path());
        }
        return answers.done(view);
    }

    private List<Result> results(Caller caller, List<Posting> own) {
        List<Result> results = new ArrayList<>(plan.items().size());
        Iterator<Posting> postings = own.iterator();
        int start = 0;
        for (int end : plan.groupEnds()) {
            for (int index = start; index < end; index++) {
                results.add(result(caller, index, start, postings));
            }
            start = end;
        }
        return results;
    }

    private Result result(Caller caller, int index, int groupStart, Iterator<Posting> postings) {
        return switch (plan.items().get(index)) {
            case BatchItem.Unusable unusable -> Result.refused(index, unusable.code(), unusable.detail(), null);
            case BatchItem.Broken broken -> broken(index, broken.by());
            case BatchItem.Ready ready -> result(caller, index, groupStart, postings.next());
        };
    }

    private static Result result(Caller caller, int index, int groupStart, Posting posting) {
        return switch (posting) {
            case Posting.Accepted accepted ->
                Result.posted(
                        index, accepted.transfer().transactionId(), EntryView.visible(accepted.entries(), caller));
            case Posting.Refused refused -> refused(index, groupStart, refused.refusal());
        };
    }

    private static Result refused(int index, int groupStart, Refusal refusal) {
        if (refusal instanceof Refusal.ChainBroken chainBroken) {
            return broken(index, groupStart + chainBroken.position());
        }
        ProblemCode code = PostingProblems.codeOf(refusal);
        return Result.refused(index, code.code(), code.title(), shortfall(refusal));
    }

    private static BigDecimal shortfall(Refusal refusal) {
        if (refusal instanceof Refusal.InsufficientFunds insufficient) {
            AccountState payer = insufficient.payer();
            return payer.account().asset().toDecimal(insufficient.shortfall());
        }
        return null;
    }

    private static Result broken(int index, int by) {
        return Result.broken(index, ProblemCode.CHAIN_BROKEN.code(), ProblemCode.CHAIN_BROKEN.title(), by);
    }
}
