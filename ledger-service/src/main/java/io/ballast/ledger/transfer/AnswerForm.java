package io.ballast.ledger.transfer;

import io.ballast.ledger.idempotency.Answer;
import java.util.List;

/** Makes the answer to a request of what was decided about it. */
@FunctionalInterface
public interface AnswerForm {

    /**
     * @param batch everything that was posted together
     * @param own the postings of the request's own transfers, in their order
     */
    Answer of(PostingRequest request, PostedBatch batch, List<Posting> own);
}
