package io.ballast.ledger.topup;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transfer.Refusal;
import java.util.List;

/** What came of deciding a top-up. */
sealed interface DecidedTopUp {

    /**
     * The top-up as it is now.
     *
     * @param written the entries that this decision wrote; none if it was rejected or had been decided before
     */
    record Decided(Transaction topUp, List<Entry> entries, List<Entry> written) implements DecidedTopUp {}

    /** This caller can not decide it so. */
    record NotAllowed(ProblemCode type) implements DecidedTopUp {}

    /** The money can not be moved now; the top-up is still pending. */
    record NotPosted(Refusal refusal) implements DecidedTopUp {}
}
