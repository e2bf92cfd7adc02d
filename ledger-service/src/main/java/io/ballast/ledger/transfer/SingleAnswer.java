package io.ballast.ledger.transfer;

import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.transaction.TransactionView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers a request of one transfer with its transaction, or with the problem that stood against it. */
@ApplicationScoped
class SingleAnswer implements AnswerForm {

    private final Answers answers;

    SingleAnswer(Answers answers) {
        this.answers = answers;
    }

    @Override
    public Answer of(PostingRequest request, PostedBatch batch, List<Posting> own) {
        return switch (own.getFirst()) {
            case Posting.Accepted accepted -> created(request, batch, accepted);
            case Posting.Refused refused -> answers.refused(PostingProblems.of(refused.refusal()), request.path());
        };
    }

    private Answer created(PostingRequest request, PostedBatch batch, Posting.Accepted accepted) {
        TransactionView view = TransactionView.of(batch.transaction(accepted), accepted.entries(), request.caller());
        return answers.created("/transactions/" + view.id(), view);
    }
}
