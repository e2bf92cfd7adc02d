package io.ballast.ledger.transfer;

import io.ballast.events.EventData;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.transaction.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that tell owners of a batch, in the order of its postings. Nobody listens to the system's accounts, so no
 * event tells of them.
 */
final class PostingEvents {

    private PostingEvents() {}

    static List<EventData> of(PostedBatch batch) {
        List<EventData> events = new ArrayList<>();
        batch.postings().forEach(posting -> events.addAll(of(posting, batch.at())));
        return events;
    }

    /** The events of one posting of a batch that was decided then. */
    static List<EventData> of(Posting posting, Instant at) {
        List<EventData> events = new ArrayList<>(4);
        switch (posting) {
            case Posting.Accepted accepted -> addAccepted(events, accepted, at);
            case Posting.Refused refused -> addRefused(events, refused, at);
        }
        return events;
    }

    private static void addAccepted(List<EventData> events, Posting.Accepted posting, Instant at) {
        for (Entry entry : posting.entries()) {
            if (!entry.account().isSystem()) {
                events.add(balanceUpdated(posting.transfer(), entry, at));
                events.add(transactionCompleted(posting.transfer(), entry, at));
            }
        }
    }

    private static void addRefused(List<EventData> events, Posting.Refused posting, Instant at) {
        if (posting.refusal() instanceof Refusal.InsufficientFunds insufficient) {
            events.add(balanceInsufficient(posting.transfer(), insufficient, at));
        }
    }

    private static BalanceUpdated balanceUpdated(Transfer transfer, Entry entry, Instant at) {
        Account account = entry.account();
        Owner owner = account.owner();
        return new BalanceUpdated(
                owner.id(),
                owner.type().wireName(),
                account.id(),
                account.asset().code(),
                entry.version(),
                entry.decimalBalanceAfter(),
                entry.decimalBalanceBefore(),
                transfer.transactionId(),
                transfer.type().wireName(),
                entry.decimalAmount(),
                at);
    }

    private static TransactionCompleted transactionCompleted(Transfer transfer, Entry entry, Instant at) {
        Account account = entry.account();
        Owner owner = account.owner();
        return new TransactionCompleted(
                owner.id(),
                owner.type().wireName(),
                account.id(),
                account.asset().code(),
                entry.version(),
                transfer.transactionId(),
                transfer.type().wireName(),
                entry.decimalAmount(),
                entry.decimalBalanceAfter(),
                at);
    }

    private static BalanceInsufficient balanceInsufficient(
            Transfer transfer, Refusal.InsufficientFunds insufficient, Instant at) {
        AccountState payer = insufficient.payer();
        Account account = payer.account();
        return new BalanceInsufficient(
                account.owner().id(),
                account.owner().type().wireName(),
                account.id(),
                account.asset().code(),
                transfer.type().wireName(),
                account.asset().toDecimal(insufficient.required()),
                account.asset().toDecimal(insufficient.spendable()),
                account.asset().toDecimal(insufficient.shortfall()),
                at);
    }
}
