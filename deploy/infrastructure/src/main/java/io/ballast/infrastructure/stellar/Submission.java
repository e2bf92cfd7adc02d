package io.ballast.infrastructure.stellar;

import org.stellar.sdk.xdr.TransactionResultCode;

/** What a node says when a transaction is handed in. */
sealed interface Submission {

    /** It waits for the next ledger. */
    record Pending() implements Submission {}

    /** It waits already. */
    record Duplicate() implements Submission {}

    /** Not now: the queue is full, or another transaction of the same source waits. */
    record TryAgainLater() implements Submission {}

    /** It can be part of no ledger as things are. */
    record Refused(TransactionResultCode code) implements Submission {}
}
