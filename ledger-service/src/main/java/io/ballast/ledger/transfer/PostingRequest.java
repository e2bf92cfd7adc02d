package io.ballast.ledger.transfer;

import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.security.Caller;

/**
 * A request that is answered with the transaction its transfer becomes.
 *
 * @param path the path of the request, for the problem it may be answered with
 */
public record PostingRequest(Caller caller, Claim claim, Transfer transfer, String path) {}
