package io.ballast.ledger.topup;

import io.ballast.events.EventData;
import io.ballast.events.ledger.TransactionFailed;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.transaction.Transaction;

/** What users are told of top-ups that end without money; the posting tells of the others. */
final class TopUpEvents {

    private TopUpEvents() {}

    /** The event of a top-up that has failed. */
    static EventData failed(Transaction topUp) {
        Account account = topUp.account();
        return new TransactionFailed(
                account.owner().id(),
                account.owner().type().wireName(),
                account.id(),
                account.asset().code(),
                topUp.id(),
                topUp.type().wireName(),
                topUp.decimalAmount(),
                topUp.reason(),
                topUp.completedAt());
    }
}
