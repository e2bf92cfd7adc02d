package io.ballast.ledger.transfer;

import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.security.Caller;
import java.util.List;

/**
 * A request that is answered with what becomes of its transfers.
 *
 * @param path the path of the request, for the problem it may be answered with
 * @param traceparent the trace that its events belong to, or null
 * @param chains the transfers; none if nothing that was asked for can be tried
 * @param form what the answer looks like
 */
public record PostingRequest(
        Caller caller, Claim claim, String path, String traceparent, List<Chain> chains, AnswerForm form) {

    /** How many postings become of it. */
    int size() {
        return chains.stream().mapToInt(chain -> chain.transfers().size()).sum();
    }

    /** How much work it is: its answer has to be saved in any case. */
    int weight() {
        return Math.max(1, size());
    }
}
