package io.ballast.ledger.transfer;

import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A batch of transfers, decided.
 *
 * @param postings one a transfer, in order
 * @param at when, by the database's clock, after all locks were held: on every account, times rise with versions
 */
public record PostedBatch(List<Posting> postings, Instant at) {

    public List<Posting.Accepted> accepted() {
        return postings.stream()
                .filter(Posting.Accepted.class::isInstance)
                .map(Posting.Accepted.class::cast)
                .toList();
    }

    /** All entries, in the order of the postings. */
    public List<Entry> entries() {
        return accepted().stream()
                .flatMap(posting -> posting.entries().stream())
                .toList();
    }

    /** The last entry of each account: what it holds now. */
    public Collection<Entry> lastEntries() {
        Map<UUID, Entry> last = new LinkedHashMap<>();
        entries().forEach(entry -> last.put(entry.account().id(), entry));
        return last.values();
    }

    /** The transaction that an accepted transfer has become. */
    public Transaction transaction(Posting.Accepted posting) {
        Transfer transfer = posting.transfer();
        boolean fromSide = transfer.type().side() == TransactionType.Side.FROM;
        Entry own = fromSide ? posting.debit() : posting.credit();
        Entry other = fromSide ? posting.credit() : posting.debit();
        return new Transaction(
                transfer.transactionId(),
                transfer.type(),
                TransactionStatus.SUCCESS,
                own.amount(),
                own.account(),
                other.account(),
                transfer.userId(),
                transfer.processedBy(),
                transfer.reference(),
                at,
                at);
    }
}
