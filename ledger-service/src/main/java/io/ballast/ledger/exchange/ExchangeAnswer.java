package io.ballast.ledger.exchange;

import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionView;
import io.ballast.ledger.transfer.AnswerForm;
import io.ballast.ledger.transfer.PostedBatch;
import io.ballast.ledger.transfer.Posting;
import io.ballast.ledger.transfer.PostingProblems;
import io.ballast.ledger.transfer.PostingRequest;
import io.ballast.ledger.transfer.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Answers an exchange with both its transactions, or with the problem that stood against one of them. */
@ApplicationScoped
class ExchangeAnswer implements AnswerForm {

    private final Answers answers;

    ExchangeAnswer(Answers answers) {
        this.answers = answers;
    }

    @Override
    public Answer of(PostingRequest request, PostedBatch batch, List<Posting> own) {
        return refusal(own)
                .map(refusal -> answers.refused(PostingProblems.of(refusal), request.path()))
                .orElseGet(() -> created(request.caller(), batch, own));
    }

    /** What broke the chain; the other leg was refused because of it. */
    private static Optional<Refusal> refusal(List<Posting> own) {
        return own.stream()
                .filter(Posting.Refused.class::isInstance)
                .map(posting -> ((Posting.Refused) posting).refusal())
                .filter(refusal -> !(refusal instanceof Refusal.ChainBroken))
                .findFirst();
    }

    private Answer created(Caller caller, PostedBatch batch, List<Posting> own) {
        List<TransactionView> views = own.stream()
                .map(Posting.Accepted.class::cast)
                .map(posting -> TransactionView.of(batch.transaction(posting), posting.entries(), caller))
                .toList();
        TransactionView given = views.getFirst();
        String rate = given.metadata().get("rate").toString();
        return answers.created("/transactions/" + given.id(), new ExchangeView(rate, views));
    }
}
