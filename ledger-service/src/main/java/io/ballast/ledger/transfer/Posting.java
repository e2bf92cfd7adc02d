package io.ballast.ledger.transfer;

import io.ballast.ledger.transaction.Entry;
import java.util.List;

/** What was decided about a transfer. */
public sealed interface Posting {

    Transfer transfer();

    /**
     * The transfer becomes a transaction.
     *
     * @param debit the entry that takes, on the transfer's {@code from}
     * @param credit the entry that gives, on its {@code to}
     */
    record Accepted(Transfer transfer, Entry debit, Entry credit) implements Posting {

        /** Both entries; they sum to zero. */
        public List<Entry> entries() {
            return List.of(debit, credit);
        }
    }

    /** The transfer has no effect. */
    record Refused(Transfer transfer, Refusal refusal) implements Posting {}
}
