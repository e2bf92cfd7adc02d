package io.ballast.infrastructure.stellar;

import java.util.List;
import org.stellar.sdk.xdr.TransactionMeta;
import org.stellar.sdk.xdr.TransactionResult;

/**
 * A transaction as part of a ledger.
 *
 * @param order its place there, from 1
 * @param events what each of its operations told
 * @param payments those of its operations that Horizon lists
 */
record AppliedTransaction(
        Candidate candidate,
        int ledger,
        long closedAt,
        int order,
        boolean success,
        TransactionResult result,
        TransactionMeta meta,
        List<List<ToldEvent>> events,
        List<ListedPayment> payments) {

    /** A payment or the creation of an account. */
    record ListedPayment(long id, Outcome.Payment payment, String source, String txHash, long closedAt) {}
}
