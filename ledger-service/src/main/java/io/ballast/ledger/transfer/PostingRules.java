package io.ballast.ledger.transfer;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.transaction.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides a batch of transfers against the balances that its accounts hold. The transfers are taken in order, each seeing
 * what those before it did: a batch equals its transfers posted one by one.
 */
public final class PostingRules {

    private final Map<UUID, AccountState> book = new HashMap<>();

    private PostingRules(Collection<AccountState> accounts) {
        accounts.forEach(state -> book.put(state.account().id(), state));
    }

    /**
     * @param accounts the locked accounts; a transfer that names another is refused
     * @return one posting a transfer, in order
     */
    public static List<Posting> decide(Collection<AccountState> accounts, List<Transfer> transfers) {
        PostingRules rules = new PostingRules(accounts);
        List<Posting> postings = new ArrayList<>(transfers.size());
        transfers.forEach(transfer -> postings.add(rules.decide(transfer)));
        return postings;
    }

    private Posting decide(Transfer transfer) {
        return refusal(transfer)
                .<Posting>map(refusal -> new Posting.Refused(transfer, refusal))
                .orElseGet(() -> accept(transfer));
    }

    private Optional<Refusal> refusal(Transfer transfer) {
        AccountState from = book.get(transfer.from());
        AccountState to = book.get(transfer.to());
        if (from == null || to == null) {
            return Optional.of(new Refusal.UnknownAccount(from == null ? transfer.from() : transfer.to()));
        }
        if (transfer.from().equals(transfer.to())) {
            return Optional.of(new Refusal.SameAccount());
        }
        if (!from.account().asset().equals(to.account().asset())) {
            return Optional.of(new Refusal.AssetMismatch());
        }
        return notActive(from.account())
                .or(() -> notActive(to.account()))
                .or(() -> insufficientFunds(from, transfer.units()))
                .or(() -> overflow(from, to, transfer.units()));
    }

    private static Optional<Refusal> notActive(Account account) {
        return account.status() == AccountStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(new Refusal.NotActive(account.id(), account.status()));
    }

    private static Optional<Refusal> insufficientFunds(AccountState payer, long units) {
        return payer.account().isSystem() || payer.balance() >= units
                ? Optional.empty()
                : Optional.of(new Refusal.InsufficientFunds(payer, units));
    }

    private static Optional<Refusal> overflow(AccountState from, AccountState to, long units) {
        if (from.balance() < Long.MIN_VALUE + units) {
            return Optional.of(new Refusal.BalanceOverflow(from.account().id()));
        }
        if (to.balance() > Long.MAX_VALUE - units) {
            return Optional.of(new Refusal.BalanceOverflow(to.account().id()));
        }
        return Optional.empty();
    }

    private Posting accept(Transfer transfer) {
        Entry debit = enter(transfer.transactionId(), transfer.from(), -transfer.units());
        Entry credit = enter(transfer.transactionId(), transfer.to(), transfer.units());
        return new Posting.Accepted(transfer, debit, credit);
    }

    private Entry enter(UUID transactionId, UUID accountId, long amount) {
        AccountState after = book.get(accountId).after(amount);
        book.put(accountId, after);
        return new Entry(transactionId, after.account(), after.version(), amount, after.balance());
    }
}
