package io.ballast.ledger.transfer;

import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Transfers, decided.
 *
 * @param postings one a transfer, in order
 * @param at when, by the database's clock, after all locks were held: on every account, times rise with versions
 */
public record PostedBatch(List<Posting> postings, Instant at) {

    public List<Posting.Accepted> accepted() {
        List<Posting.Accepted> accepted = new ArrayList<>(postings.size());
        for (Posting posting : postings) {
            if (posting instanceof Posting.Accepted one) {
                accepted.add(one);
            }
        }
        return accepted;
    }

    /** All entries, in the order of the postings. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(2 * postings.size());
        accepted().forEach(posting -> entries.addAll(posting.entries()));
        return entries;
    }

    /** The last entry of each account: what it holds now. */
    public Collection<Entry> lastEntries() {
        Map<UUID, Entry> last = new LinkedHashMap<>();
        entries().forEach(entry -> last.put(entry.account().id(), entry));
        return last.values();
    }

    /** What happened to each account as a whole. */
    Collection<AccountChange> changes() {
        Map<UUID, AccountChange> changes = new LinkedHashMap<>();
        for (Posting.Accepted posting : accepted()) {
            change(changes, posting.debit(), posting.transfer().released());
            change(changes, posting.credit(), 0);
        }
        return changes.values();
    }

    /** The transaction that an accepted transfer has become. */
    public Transaction transaction(Posting.Accepted posting) {
        Transfer transfer = posting.transfer();
        TransferNote note = transfer.note();
        boolean fromSide = isFromSide(transfer.type(), posting);
        Entry own = fromSide ? posting.debit() : posting.credit();
        Entry other = fromSide ? posting.credit() : posting.debit();
        return new Transaction(
                transfer.transactionId(),
                transfer.type(),
                TransactionStatus.SUCCESS,
                own.amount(),
                own.account(),
                other.account(),
                note.userId(),
                note.processedBy(),
                note.reference(),
                null,
                note.metadata(),
                note.reversalOf(),
                null,
                at,
                at);
    }

    private static boolean isFromSide(TransactionType type, Posting.Accepted posting) {
        return switch (type.side()) {
            case FROM -> true;
            case TO -> false;
            case OWNER -> posting.credit().account().isSystem();
        };
    }

    private static void change(Map<UUID, AccountChange> changes, Entry entry, long released) {
        changes.merge(entry.account().id(), AccountChange.of(entry, released), AccountChange::then);
    }
}
